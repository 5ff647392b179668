"""Where users are."""

from fmcc.users import Relocation, UserTable
from lisp.wire import Prefix

HOME = Prefix.parse("10.1.0.0/24")
USER = Prefix.parse("10.1.0.100")
OTHER = Prefix.parse("10.1.0.101")
NET1, NET2 = ("192.0.2.1",), ("192.0.2.2",)


def test_a_followed_user_is_where_the_subnet_is() -> None:
    table = UserTable()
    table.follow(USER)
    assert table.update(HOME, NET1, 1.0) == [Relocation(USER, (), NET1)]
    assert table.anchors(USER) == NET1
    assert [state.moves for _, state in table] == [0]


def test_a_more_specific_prefix_is_a_move_and_its_withdrawal_another() -> None:
    table = UserTable()
    table.follow(USER)
    table.update(HOME, NET1, 1.0)
    assert table.update(USER, NET2, 2.0) == [Relocation(USER, NET1, NET2, 1.0)]
    assert table.update(USER, (), 3.0) == [Relocation(USER, NET2, NET1, 1.0)]
    ((_, state),) = table
    assert (state.moves, state.since, state.previous) == (2, 3.0, NET2)


def test_the_same_place_again_is_no_move() -> None:
    table = UserTable()
    table.update(HOME, NET1, 1.0)
    assert table.update(USER, NET1, 2.0) == []
    assert table.update(USER, NET1, 3.0) == []
    # When the subnet's anchor became theirs nobody knows.
    assert table.update(USER, NET2, 4.0) == [Relocation(USER, NET1, NET2, 0.0)]


def test_users_with_a_place_of_their_own_do_not_move_with_the_subnet() -> None:
    table = UserTable()
    table.follow(OTHER)
    table.update(HOME, NET1, 1.0)
    table.update(USER, NET1, 1.0)
    assert table.update(HOME, NET2, 2.0) == [Relocation(OTHER, NET1, NET2, 1.0)]


def test_a_user_nobody_knows_any_more_is_nowhere() -> None:
    table = UserTable()
    table.update(USER, NET1, 1.0)
    assert table.update(USER, (), 2.0) == [Relocation(USER, NET1, (), 1.0)]
    assert table.anchors(USER) == ()
    assert table.update(USER, NET2, 3.0) == [Relocation(USER, (), NET2)]
    ((_, state),) = table
    assert state.moves == 0


def test_a_withdrawal_of_nothing_changes_nothing() -> None:
    table = UserTable()
    assert table.update(USER, (), 1.0) == []
    assert len(table) == 0


def test_at_the_cap_only_followed_users_are_taken_on() -> None:
    table = UserTable(max_users=1)
    table.update(USER, NET1, 1.0)
    assert table.update(OTHER, NET1, 1.0) == []
    assert (len(table), table.refused) == (1, 1)
    assert table.update(USER, NET2, 2.0) == [Relocation(USER, NET1, NET2, 1.0)]
