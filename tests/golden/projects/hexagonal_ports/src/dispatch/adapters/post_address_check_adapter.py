class PostAddressCheckAdapter:
    """The register of the post."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def address_exists(self, street: str, *, postcode: str, country: str = "DE") -> bool:
        return f"{country}-{postcode} {street}" in self._known
