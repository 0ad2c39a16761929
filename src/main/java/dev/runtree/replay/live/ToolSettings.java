package dev.runtree.replay.live;

import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * How tool calls are answered.
 *
 * @param live the tools that can be run here
 * @param runs whether they are run wherever they can be; otherwise only when {@code missing} says so
 * @param nearIsEnough whether the result of a call with other arguments is given in place of none
 * @param allowed asked before a tool is run that does more than look: its name and arguments
 * @param missing asked what to do about a call that the record has no result for
 */
public record ToolSettings(
        LiveTools live,
        boolean runs,
        boolean nearIsEnough,
        BiPredicate<String, String> allowed,
        Function<MissingCall, MissingCall.Decision> missing) {}
