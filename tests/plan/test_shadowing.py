"""A method may have the name of a type that its class uses."""

from __future__ import annotations

from gateway_builder.model.interface import ImportedName, Interface, Method, Parameter, Signature
from gateway_builder.plan.shadowing import qualify_hidden_types
from gateway_builder.source.signature import signature_text


def interface(*methods: Method, imports: tuple[ImportedName, ...] = ()) -> Interface:
    """An interface of these methods."""
    return Interface("IBook", "a.py", "a", methods=methods, imports=imports)


def test_a_builtin_that_a_method_hides_is_written_with_its_module() -> None:
    plain = Signature((Parameter("limit", "int"),), "list[str]")
    found = qualify_hidden_types(interface(Method("list", plain), Method("find", plain, overloads=(plain,))))
    assert [signature_text(method.signature) for method in found.methods] == ["(limit: int) -> builtins.list[str]"] * 2
    assert signature_text(found.methods[1].overloads[0]) == "(limit: int) -> builtins.list[str]"
    assert found.imports == (ImportedName("builtins"),)


def test_an_imported_type_that_a_method_hides_is_written_with_its_module() -> None:
    imports = (ImportedName("datetime", "date"), ImportedName("shop.models", "Order"))
    find = Method("date", Signature((Parameter("order", "Order"),), "date"))
    found = qualify_hidden_types(interface(find, imports=imports))
    assert signature_text(found.methods[0].signature) == "(order: Order) -> datetime.date"
    assert found.imports == (ImportedName("shop.models", "Order"), ImportedName("datetime"))


def test_an_interface_that_hides_nothing_it_uses_stays_as_it_is() -> None:
    unused = interface(Method("list", Signature((), "int")))
    none = interface(Method("send", Signature((), "list[str]")))
    assert qualify_hidden_types(unused).methods == unused.methods
    assert qualify_hidden_types(none) is none
