"""Made-up Vietnamese names: common words combined at random from a seed. Nobody real is meant."""

from random import Random

from lienthehe.clubs.rules import Sex

_FAMILY = (
    "Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý Đinh Hà Hà Lò Lò Lường Quàng"
    " Vì Cầm Tòng Mùi Giàng Mùa"
)
_MIDDLE = {
    Sex.FEMALE: "Thị Thị Thị Thị Thị Thúy Kim Ngọc",
    Sex.MALE: "Văn Văn Văn Đức Hữu Đình Xuân Quang",
}
_GIVEN = {
    Sex.FEMALE: (
        "An Bích Bình Chanh Chiên Cúc Dung Duyên Đào Điệp Én Gấm Giang Hạnh Hằng Hiền Hoa Hồng Huệ Hương Khuyên Kim"
        " Lan Lài Liên Loan Lụa Lý Mai Mận Minh Mơ Nga Ngân Nhài Nhung Oanh Phượng Quế Sen Sáu Tâm Thanh Thảo Thơm"
        " Thu Thúy Tuyết Tươi Vân Xoan Xuân Yến"
    ),
    Sex.MALE: (
        "An Ái Bảo Bình Chiến Chung Cường Dũng Đạt Đoàn Đông Hải Hiệp Hòa Hùng Khang Khoa Kiên Lâm Long Lực Mạnh Minh"
        " Nam Nghĩa Phúc Quân Quý Sáng Sơn Tám Tân Thái Thắng Thành Thịnh Thuận Tiến Toàn Trung Tuấn Tư Vinh Vượng"
    ),
}


def make_name(random: Random, sex: Sex) -> str:
    """Return a full name: family name, middle name, given name. The same seed gives the same names."""
    return " ".join(random.choice(words.split()) for words in (_FAMILY, _MIDDLE[sex], _GIVEN[sex]))
