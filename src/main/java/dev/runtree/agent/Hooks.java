package dev.runtree.agent;

import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.hook.HookStage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hooks of an agent, a team or a workflow, in the order in which they are called. */
public record Hooks(
        List<HookMethod> before, List<HookMethod> after, List<HookMethod> beforeTools, List<HookMethod> afterTools) {

    public static final Hooks NONE = new Hooks(List.of(), List.of(), List.of(), List.of());

    public Hooks {
        before = List.copyOf(before);
        after = List.copyOf(after);
        beforeTools = List.copyOf(beforeTools);
        afterTools = List.copyOf(afterTools);
    }

    /** Whether some may change the answer, or keep it from being given. */
    boolean mayChangeAnswer() {
        return after.stream().anyMatch(hook -> !hook.isInBackground());
    }

    /** Whether some are called in the background when a run ends, however it does. */
    boolean areToldOfEnds() {
        return after.stream().anyMatch(HookMethod::isInBackground);
    }

    boolean hasBackground() {
        return !inBackground().isEmpty();
    }

    /** All that are called in the background. */
    Set<HookMethod> inBackground() {
        return Stream.of(before, after, beforeTools, afterTools)
                .flatMap(List::stream)
                .filter(HookMethod::isInBackground)
                .collect(Collectors.toSet());
    }

    /** A name that two have that are called in the background, of which only one would be found by it. */
    Optional<String> sharedName() {
        return Stream.of(List.of(before, beforeTools), List.of(after, afterTools))
                .flatMap(places -> {
                    var seen = new HashSet<String>();
                    return places.stream()
                            .flatMap(List::stream)
                            .filter(HookMethod::isInBackground)
                            .map(HookMethod::name)
                            .filter(name -> !seen.add(name));
                })
                .findFirst();
    }

    /** One that is called in the background, by its name. */
    Optional<HookMethod> inBackground(HookStage stage, String name) {
        return Stream.concat(
                        (stage == HookStage.PRE ? before : after).stream(),
                        (stage == HookStage.PRE ? beforeTools : afterTools).stream())
                .filter(hook -> hook.isInBackground() && hook.name().equals(name))
                .findFirst();
    }
}
