from django.urls import path

from web.staff.board.views import board, find

urlpatterns = [
    path("staff/board/", board, name="board"),
    path("staff/board/find/", find, name="find"),
]
