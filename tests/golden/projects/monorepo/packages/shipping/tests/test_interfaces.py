from shipping.gateways.interfaces import ICarrier


class Bicycle:
    def book_pickup(self, parcel_number: str) -> None:
        print("ring ring", parcel_number)


def test_a_bicycle_is_a_carrier() -> None:
    assert isinstance(Bicycle(), ICarrier)
