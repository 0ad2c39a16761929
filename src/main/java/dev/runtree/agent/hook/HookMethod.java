package dev.runtree.agent.hook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method with {@link Hook}, and the object that it is called on. */
public final class HookMethod {
    private final Object owner;
    private final Method method;
    private final String name;
    private final boolean background;

    private HookMethod(Object owner, Method method, Hook hook) {
        this.owner = owner;
        this.method = method;
        this.name = hook.name().isEmpty() ? method.getName() : hook.name();
        this.background = hook.runInBackground();
        if (!method.trySetAccessible()) {
            throw new BadHook(where() + ": the method cannot be called from here; make it and its class public");
        }
    }

    /**
     * The hooks of an object, by their names' order.
     *
     * @param given what can be passed where they are to be called
     * @throws BadHook when there is none, or one takes or gives what it cannot
     */
    public static List<HookMethod> of(Object owner, Set<Class<?>> given) {
        var found = Arrays.stream(owner.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Hook.class))
                .map(method -> new HookMethod(owner, method, method.getAnnotation(Hook.class)))
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
        if (found.isEmpty()) {
            throw new BadHook(owner.getClass().getName() + " has no public method with @Hook");
        }
        found.forEach(hook -> hook.check(given));
        return found;
    }

    private void check(Set<Class<?>> given) {
        for (var type : method.getParameterTypes()) {
            if (!given.contains(type)) {
                throw new BadHook(where() + ": there is no " + type.getSimpleName() + " to be passed here; there are "
                        + given.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", ")));
            }
        }
        var result = method.getReturnType();
        if (result != void.class && result != String.class && !given.contains(result)) {
            throw new BadHook(where() + ": a hook gives nothing, a text, or one of what it can take, not a "
                    + result.getSimpleName());
        }
    }

    private String where() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    public String name() {
        return name;
    }

    public boolean isInBackground() {
        return background;
    }

    /**
     * Calls it.
     *
     * @param values by their types
     * @return what it gave; {@code null} for nothing
     * @throws Exception whatever it throws
     */
    public @Nullable Object call(Map<Class<?>, Object> values) throws Exception {
        var arguments =
                Arrays.stream(method.getParameterTypes()).map(values::get).toArray();
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            switch (e.getTargetException()) {
                case Exception told -> throw told;
                case Error told -> throw told;
                default -> throw e;
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
