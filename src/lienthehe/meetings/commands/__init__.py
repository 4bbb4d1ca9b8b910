from lienthehe.meetings.commands.drafts import begin_meeting, confirm_draft, put_away_draft, save_step
from lienthehe.meetings.commands.recording import record_meeting

__all__ = ["begin_meeting", "confirm_draft", "put_away_draft", "record_meeting", "save_step"]
