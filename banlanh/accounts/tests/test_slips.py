"""A new slip for who forgot the password."""

import re

import pytest
from django.core.management import call_command

from banlanh.accounts.actions import activate_account
from banlanh.accounts.models import User
from banlanh.accounts.setup import set_up_commune
from banlanh.accounts.workbook import read

from . import books

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_fifth_of_march(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-05")


def test_who_forgot_the_password_gets_a_new_slip_and_the_old_password_serves_until_it_is_used(capsys):
    set_up_commune(read(books.packed(books.good())))
    user = User.objects.order_by("username").first()
    user.set_password("mat khau cu rat dai")
    user.save()
    call_command("setup_commune", new_slip=user.username.upper())
    code = re.search(r"Mã kích hoạt: +(\w+)", capsys.readouterr().out)[1]
    assert User.objects.get(pk=user.pk).check_password("mat khau cu rat dai")
    activate_account(user.username, code, password="mat khau moi rat dai")
    assert User.objects.get(pk=user.pk).check_password("mat khau moi rat dai")


def test_a_new_slip_for_nobody_gets_a_sentence(capsys):
    set_up_commune(read(books.packed(books.good())))
    with pytest.raises(SystemExit):
        call_command("setup_commune", new_slip="khong-ai")
    assert "Không có ai đăng nhập bằng tên «khong-ai»" in capsys.readouterr().err
