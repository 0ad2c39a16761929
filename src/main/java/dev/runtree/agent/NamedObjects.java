package dev.runtree.agent;

import java.lang.reflect.InvocationTargetException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes objects of classes that a file names. */
final class NamedObjects {
    private NamedObjects() {}

    /**
     * An object of a class on the class path.
     *
     * @param bad makes the exception to be thrown, of what is wrong and of why
     */
    static Object open(String name, BiFunction<String, @Nullable Throwable, ? extends RuntimeException> bad) {
        try {
            return Class.forName(name).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw bad.apply("there is no class " + name + " on the class path", e);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw bad.apply(
                    "the class " + name + " needs to be public, with a public constructor without parameters", e);
        } catch (InvocationTargetException e) {
            throw bad.apply("the class " + name + " could not be made: " + e.getTargetException(), e);
        } catch (LinkageError e) {
            throw bad.apply("the class " + name + " could not be loaded: " + e, e);
        }
    }
}
