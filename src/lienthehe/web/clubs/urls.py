from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.clubs import boards, clubs, members, people, regulations

_MEMBERS = [
    path("", members.members, name="members"),
    path("them/", members.join, name="join"),
    path("them-nhieu/", members.join_many, name="join-many"),
    path("<uuid:person_id>/", people.person, name="person"),
    path("<uuid:person_id>/sua/", people.change, name="person-change"),
    path("<uuid:person_id>/vao-lai/", people.come_back, name="person-come-back"),
    path("<uuid:person_id>/chung-nhan/", people.certify, name="person-certify"),
    path("<uuid:person_id>/tinh-nguyen/", people.volunteer, name="person-volunteer"),
]
_CLUB = [
    path("", clubs.club, name="club"),
    path("sua/", clubs.change, name="club-change"),
    path("chuyen/", clubs.move, name="club-move"),
    path("ban-chu-nhiem/", boards.elect, name="board-elect"),
    path("ban-chu-nhiem/<uuid:seat_id>/", boards.replace, name="board-replace"),
    path("quy-che/", regulations.adopt, name="regulation-adopt"),
    path("quy-che/sua/", regulations.correct, name="regulation-correct"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("cau-lac-bo/", clubs.clubs, name="clubs"),
    path("cau-lac-bo/moi/", clubs.found, name="club-found"),
    path("cau-lac-bo/<uuid:club_id>/thanh-vien/", include(_MEMBERS)),
    path("cau-lac-bo/<uuid:club_id>/thong-tin/", include(_CLUB)),
]
