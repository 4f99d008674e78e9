"""X25519 as RFC 7748 has it: what Cryptodome reckons for us is what everybody else reckons."""

import pytest

from db.store import boxes, x25519

ALICE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4d5ad5dc71ed8a1d4f3f2f3b33c5d4")


@pytest.mark.parametrize(
    ("scalar", "point", "product"),
    [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ],
)
def test_the_vectors_of_the_standard(scalar: str, point: str, product: str) -> None:
    """RFC 7748, 5.2; the second point has the bit set that does not count."""
    assert x25519.shared(bytes.fromhex(scalar), bytes.fromhex(point)).hex() == product


def test_a_thousand_rounds_of_the_standard() -> None:
    """RFC 7748, 5.2."""
    scalar = point = (9).to_bytes(32, "little")
    for done in range(1000):
        scalar, point = x25519.shared(scalar, point), scalar
        if done == 0:
            assert scalar.hex() == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"
    assert scalar.hex() == "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"


def test_two_find_the_same_and_a_third_does_not() -> None:
    one, two, three = (x25519.new_private() for _ in range(3))
    assert len({one, two, three}) == 3
    found = x25519.shared(one, x25519.public(two))
    assert found == x25519.shared(two, x25519.public(one)) != x25519.shared(three, x25519.public(one))


@pytest.mark.parametrize("point", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18])
def test_a_point_with_which_nothing_is_in_common_is_refused(point: int) -> None:
    """RFC 7748, 6.1."""
    with pytest.raises(ValueError, match="nothing in common"):
        x25519.shared(ALICE, point.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_what_is_no_key_is_refused(length: int) -> None:
    for scalar, point in ((ALICE, bytes(length)), (bytes(length), x25519.public(ALICE))):
        with pytest.raises(ValueError, match="no key"):
            x25519.shared(scalar, point)


def test_a_box_opens_for_whose_it_is_alone() -> None:
    mine, other = x25519.new_private(), x25519.new_private()
    public, content = x25519.public(mine), bytes(range(32))
    box = boxes.seal(public, "a", content)
    assert boxes.seal(public, "a", content) != box
    assert boxes.unseal(mine, public, "a", box) == content
    for private, key, owner, sealed in (
        (other, x25519.public(other), "a", box),
        (mine, public, "b", box),
        (mine, x25519.public(other), "a", box),
        (mine, public, "a", box[:-1] + bytes([box[-1] ^ 1])),
        (mine, public, "a", bytes([box[0] ^ 1]) + box[1:]),
        (mine, public, "a", b""),
        (mine, public, "a", box[:32]),
        (mine, public, "a", bytes(80)),
    ):
        assert boxes.unseal(private, key, owner, sealed) is None
