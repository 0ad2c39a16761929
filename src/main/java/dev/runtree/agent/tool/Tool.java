package dev.runtree.agent.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Offers a public method to models. Parameters may be strings, numbers, booleans, enums, lists, maps with string keys and
 * records of these, and besides the {@link ToolContext}, the session's state and the run's cancellation, of which models know nothing; one that is {@code Optional} or {@code @Nullable} may be left out. What the method returns is told to
 * the model: a string as it is, anything else as JSON.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tool {

    /** What the tool does and when to use it, told to the model. */
    String value();

    /** Its name for the model; the method's name in snake_case when this is empty. */
    String name() default "";

    /** Whether it only looks: a replay then calls it without asking. */
    boolean readOnly() default false;
}
