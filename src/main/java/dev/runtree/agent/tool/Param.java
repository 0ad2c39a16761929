package dev.runtree.agent.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a tool's parameter, or a component of a record that is one, means: told to the model. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Param {
    String value();

    /** Its name for the model; the parameter's own in snake_case when this is empty. */
    String name() default "";
}
