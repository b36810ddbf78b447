"""The stub says what the module has: no more, no less, with the same parameters; and what users call is explained."""

import ast
import inspect
import pathlib
import re
import unittest

import nines
from nines import _nines

STUB = ast.parse(pathlib.Path(nines.__file__).with_name("_nines.pyi").read_text(encoding="utf-8"))
HELPERS = {"Progress", "Changes"}  # names for types
FROM_PYBIND = re.compile(r"^\w+\((?P<parameters>.*)\) -> ")


def parameters_of(function):
    """Of a function of the stub, without `self`; None where they have no names."""
    arguments = function.args
    if arguments.posonlyargs:
        return None
    return [each.arg for each in arguments.args if each.arg != "self"]


def parameters_in(text):
    """Of what pybind11 writes into a docstring: "run(self: _nines.Scenario, wishes: _nines.Wishes) -> _nines.Answer"."""
    line = next(line for line in text.splitlines() if FROM_PYBIND.match(line))
    names = re.findall(r"(?:^|, )(\w+): ", FROM_PYBIND.match(line)["parameters"])
    if any(re.fullmatch(r"arg\d+", each) for each in names):
        return None
    return [each for each in names if each != "self"]


def public(names):
    return {name for name in names if not name.startswith("_")}


class Stub(unittest.TestCase):
    def check_function(self, function, real):
        named = parameters_of(function)
        if named is not None and named:
            self.assertEqual(named, parameters_in(real.__doc__), function.name)

    def test_of_the_module(self):
        classes = {node.name: node for node in STUB.body if isinstance(node, ast.ClassDef)}
        functions = {node.name: node for node in STUB.body if isinstance(node, ast.FunctionDef)}
        self.assertEqual(public(vars(_nines)), {*classes, *functions, "version"})
        for name, function in functions.items():
            self.check_function(function, getattr(_nines, name))
        for name, node in classes.items():
            if name != "Error":
                self.check_class(node, getattr(_nines, name))

    def check_class(self, node, real):
        members = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
        self.assertEqual(public(vars(real)), public(members), node.name)
        for name, function in members.items():
            is_property = any(getattr(each, "id", "") == "property" for each in function.decorator_list)
            self.assertEqual(is_property, isinstance(vars(real)[name], property), f"{node.name}.{name}")
            if not is_property:
                self.check_function(function, getattr(real, name))


class Package(unittest.TestCase):
    def test_is_marked_as_typed(self):
        self.assertTrue(pathlib.Path(nines.__file__).with_name("py.typed").exists())

    def test_everything_public_is_explained_and_typed(self):
        for name in nines.__all__:
            thing = getattr(nines, name)
            if inspect.isclass(thing) and name != "Error":
                self.assertTrue(thing.__doc__, name)
                for part, member in vars(thing).items():
                    self.check_member(f"{name}.{part}", part, member)
            elif inspect.isfunction(thing):
                self.check_member(name, name, thing)
        for name, thing in vars(nines.plot).items():
            if inspect.isfunction(thing) and thing.__module__ == "nines.plot":
                self.check_member(f"plot.{name}", name, thing)

    def check_member(self, where, name, member):
        if isinstance(member, property):
            member = member.fget
        if name.startswith("_") or not inspect.isfunction(member):
            return
        self.assertTrue(member.__doc__, f"{where} has no docstring")
        self.assertIn("return", member.__annotations__, f"{where} does not say what it returns")


if __name__ == "__main__":
    unittest.main()
