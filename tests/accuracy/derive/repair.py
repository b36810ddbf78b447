"""What is tried before a person is called, and what that person has to find out first."""
from fractions import Fraction as F

from chain import Chain
from register import case, parameters


class Policy:
    """Means in hours; the pause after attempt k lasts min(back_off * factor^(k - 1), at_most) on average."""

    def __init__(self, life, restart, succeed, attempts, back_off, factor, at_most, replacing, new_node, new_part, call, diagnosis,
                 wrong, repair):
        self.__dict__.update({name: F(value) for name, value in locals().items() if name != "self"})
        self.attempts = attempts

    def pause(self, attempt):
        return min(self.back_off * self.factor ** (attempt - 1), self.at_most)

    def mean_down(self):
        """Of one that nobody has to wait for: attempt k is made with probability (1 - succeed)^(k - 1)."""
        fails = 1 - self.succeed
        restarts = sum(fails ** (k - 1) * self.restart for k in range(1, self.attempts + 1))
        pauses = sum(fails ** k * self.pause(k) for k in range(1, self.attempts))
        return restarts + pauses + fails ** self.attempts * (self.call + (self.diagnosis + self.repair) / (1 - self.wrong))

    def settings(self):
        minutes = lambda hours: f"{float(hours * 60):g} min"
        return parameters(life=f"{self.life} h", restart=minutes(self.restart), succeed=self.succeed, attempts=self.attempts,
                          back_off=minutes(self.back_off), factor=float(self.factor), at_most=minutes(self.at_most),
                          replacing=minutes(self.replacing), new_node=minutes(self.new_node), new_part=minutes(self.new_part),
                          call=minutes(self.call), diagnosis=minutes(self.diagnosis), wrong=self.wrong, repair=minutes(self.repair))


class World:
    """Two nodes by name, those who wait for a part and for the technician in the order of asking, what is on the shelves and on
    order."""

    def __init__(self, state):
        nodes, parts, line, self.shelf, self.ordered, self.part_shelf, self.parts_ordered = state
        self.nodes, self.parts, self.line = list(nodes), list(parts), list(line)

    def state(self):
        return (tuple(self.nodes), tuple(self.parts), tuple(self.line), self.shelf, self.ordered, self.part_shelf, self.parts_ordered)

    def ask_technician(self, i):
        if any(node in ("diagnosing", "repairing") for node in self.nodes):
            self.nodes[i] = "in line"
            self.line.append(i)
        else:
            self.nodes[i] = "diagnosing"

    def technician_free(self):
        if self.line:
            self.nodes[self.line.pop(0)] = "diagnosing"

    def take_part(self, i):
        """Whether there is one; another is ordered in any case."""
        self.parts_ordered += 1
        if self.part_shelf:
            self.part_shelf -= 1
            return True
        self.nodes[i] = "no part"
        self.parts.append(i)
        return False


def two_nodes(policy):
    def after(state, change):
        world = World(state)
        change(world)
        return world.state()

    def put(i, what):
        return lambda world: world.nodes.__setitem__(i, what)

    def restart_has_failed(i, attempt):
        def change(world):
            if attempt < policy.attempts:
                world.nodes[i] = ("pause", attempt)
            elif world.shelf:
                world.shelf, world.ordered, world.nodes[i] = world.shelf - 1, world.ordered + 1, "replaced"
            else:
                world.nodes[i] = "called for"
        return change

    def called(i):
        return lambda world: world.take_part(i) and world.ask_technician(i)

    def repaired(i):
        def change(world):
            world.nodes[i] = "up"
            world.technician_free()
        return change

    def wrong(i):
        def change(world):
            if world.take_part(i):
                world.nodes[i] = "diagnosing"
            else:
                world.technician_free()
        return change

    def node_arrives(world):
        world.ordered, world.shelf = world.ordered - 1, world.shelf + 1

    def part_arrives(world):
        world.parts_ordered -= 1
        if world.parts:
            world.ask_technician(world.parts.pop(0))
        else:
            world.part_shelf += 1

    def moves(state):
        world, found = World(state), []
        for i, node in enumerate(world.nodes):
            if node == "up":
                found.append((1 / policy.life, put(i, ("restart", 1))))
            elif node[0] == "restart":
                found.append((policy.succeed / policy.restart, put(i, "up")))
                found.append(((1 - policy.succeed) / policy.restart, restart_has_failed(i, node[1])))
            elif node[0] == "pause":
                found.append((1 / policy.pause(node[1]), put(i, ("restart", node[1] + 1))))
            elif node == "replaced":
                found.append((1 / policy.replacing, put(i, "up")))
            elif node == "called for":
                found.append((1 / policy.call, called(i)))
            elif node == "diagnosing":
                found.append((1 / policy.diagnosis, put(i, "repairing")))
            elif node == "repairing":
                found.append(((1 - policy.wrong) / policy.repair, repaired(i)))
                found.append((policy.wrong / policy.repair, wrong(i)))
        found.append((world.ordered / policy.new_node, node_arrives))
        found.append((world.parts_ordered / policy.new_part, part_arrives))
        return [(rate, after(state, change)) for rate, change in found if rate]

    return Chain((("up", "up"), (), (), 1, 0, 1, 0), moves)


def restart_policies():
    for name, policy in [
            ("as_in_the_file", Policy(100, "1/10", "1/2", 3, "1/6", 2, "1/4", 1, 200, 48, "1/2", 1, "1/5", 4)),
            ("one_attempt_in_ten_works", Policy(20, "1/4", "1/10", 4, "1/2", 3, 2, 3, 50, 20, 2, 3, "2/5", 5)),
            ("never_at_once", Policy(10, 1, "1/5", 2, 3, 1, 3, 2, 5, 30, 4, 2, "1/2", 6))]:
        chain = two_nodes(policy)
        for service, up in (("both", lambda s: s[0].count("up") == 2), ("any", lambda s: "up" in s[0])):
            case(f"restart_policy.{name}_{service}", "restart-policy.yaml", service, policy.settings(),
                 {**chain.long_run(up), "mttf_h": chain.mttf(up)})
        down = policy.mean_down()
        case(f"restart_policy.{name}_one", "restart-policy.yaml", "one", policy.settings(),
             {"unavailability": down / (policy.life + down), "failures_per_h": 1 / (policy.life + down), "mtbf_h": policy.life + down,
              "mdt_h": down, "mttf_h": policy.life})


FAMILIES = [restart_policies]
