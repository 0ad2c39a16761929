package dev.runtree.agent.hook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method a hook. What it takes is given by type, in any order: {@code RunInput}, {@code RunOutput} (after a
 * run), {@code ToolInput}, {@code ToolOutput} (of tools), {@code Agent} or {@code Component}, {@code SessionState}, {@code
 * Cancellation}, {@link HookContext}. What it returns takes the place of what was there: a {@code RunInput} or {@code
 * RunOutput}, a {@code String} for the text of either; nothing or {@code null} leaves it. It may throw {@link StopRun}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Hook {

    /** Its name in traces, by which it is also found again after a restart; the method's own when this is empty. */
    String name() default "";

    /**
     * Whether it is called after the answer was given. Its event is safe on disk before that; it is called at least once, also
     * if the process ends meanwhile, and again when it fails. It changes nothing of the run and cannot stop it.
     */
    boolean runInBackground() default false;
}
