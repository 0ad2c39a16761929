package dev.runtree.agent;

import dev.runtree.agent.tool.BadTool;
import dev.runtree.yaml.Nearest;
import java.util.Map;
import java.util.function.Supplier;

/** Tools that a file can name: the built-in ones, and any class on the class path. */
final class NamedTools {
    private static final Map<String, Supplier<Object>> BUILT_IN =
            Map.of("clock", ClockTool::new, "calculator", CalculatorTool::new);

    private NamedTools() {}

    /** @throws BadTool when there is none of that name */
    static Object open(String name) {
        var builtIn = BUILT_IN.get(name);
        if (builtIn != null) {
            return builtIn.get();
        }
        var known = BUILT_IN.keySet().stream().sorted().toList();
        if (!name.contains(".")) {
            throw new BadTool("there is no tool \"" + name + "\"" + Nearest.hint(name, known) + "; built in are "
                    + String.join(", ", known) + ", and any class with @Tool methods can be named in full");
        }
        return NamedObjects.open(name, (what, why) -> why == null ? new BadTool(what) : new BadTool(what, why));
    }
}
