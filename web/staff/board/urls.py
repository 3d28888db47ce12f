from django.urls import path
from django.utils.translation import gettext_lazy as _

from people.permissions import Action
from web.staff.board.views import board, find
from web.staff.menu import MenuEntry

urlpatterns = [
    path("staff/board/", board, name="board"),
    path("staff/board/find/", find, name="find"),
]
menu = MenuEntry(Action.SEE_BOARD, "staff:board", _("Board"))
