"""What an agent can do to the world: typed tools, their arguments' domains, and what a call leaves behind."""

from peer_env.tools.concern import raise_concern
from peer_env.tools.desk import Claim, Desk, Filing, Refused
from peer_env.tools.drive import DRIVE
from peer_env.tools.ending import end_task
from peer_env.tools.mail import MAIL
from peer_env.tools.memory import read_memory
from peer_env.tools.names import no_such
from peer_env.tools.packing import PACKING
from peer_env.tools.queue import DELETE_QUEUE
from peer_env.tools.reports import Departure, departures, file_change_report, file_report, replacing
from peer_env.tools.servers import SERVER_FILES, SERVERS
from peer_env.tools.settings import SETTINGS
from peer_env.tools.shapes import Domain, Shape
from peer_env.tools.sheets import SHEET_EDITS, SHEETS
from peer_env.tools.systems import SYSTEMS
from peer_env.tools.tool import Effect, Tool, ToolSet, tool
from peer_env.tools.users import USERS

__all__ = [
    "DELETE_QUEUE",
    "DRIVE",
    "MAIL",
    "PACKING",
    "SERVERS",
    "SERVER_FILES",
    "SETTINGS",
    "SHEETS",
    "SHEET_EDITS",
    "SYSTEMS",
    "USERS",
    "Claim",
    "Departure",
    "Desk",
    "Domain",
    "Effect",
    "Filing",
    "Refused",
    "Shape",
    "Tool",
    "ToolSet",
    "departures",
    "end_task",
    "file_change_report",
    "file_report",
    "no_such",
    "raise_concern",
    "read_memory",
    "replacing",
    "tool",
]
