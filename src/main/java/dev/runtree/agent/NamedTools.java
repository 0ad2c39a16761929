package dev.runtree.agent;

import dev.runtree.agent.tool.BadTool;
import dev.runtree.yaml.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
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
        return instance(name, known);
    }

    private static Object instance(String name, List<String> known) {
        try {
            return Class.forName(name).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new BadTool("there is no class " + name + " on the class path; built in are " + known, e);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new BadTool(
                    "the class " + name + " needs to be public, with a public constructor without parameters", e);
        } catch (InvocationTargetException e) {
            throw new BadTool("the class " + name + " could not be made: " + e.getTargetException(), e);
        } catch (LinkageError e) {
            throw new BadTool("the class " + name + " could not be loaded: " + e, e);
        }
    }
}
