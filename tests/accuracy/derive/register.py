"""Where the cases are collected."""
CASES = []


def case(name, scenario, service, settings, values, tolerance=1e-13, by="chain"):
    """values: quantity -> number; to be compared in doubles, so printed with 17 digits."""
    CASES.append({
        "id": "own." + name, "scenario": scenario, "service": service,
        "set": {k: str(v) for k, v in settings.items()},
        by: [{"quantity": q, "expected": f"{float(v):.17g}", "tolerance": tolerance} for q, v in values.items()],
    })


def simulated(name, scenario, service, settings, values, tolerance=0.0):
    """Laws without a chain: `tolerance` is the share by which a long-run value may differ over the scenario's mission."""
    case(name, scenario, service, settings, values, tolerance, by="simulated")


def parameters(**values):
    return {"parameters." + k: v for k, v in values.items()}
