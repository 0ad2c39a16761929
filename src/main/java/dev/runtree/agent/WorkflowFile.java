package dev.runtree.agent;

import dev.runtree.agent.run.RunInput;
import dev.runtree.yaml.YamlValue;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A workflow in a file.
 *
 * <pre>{@code
 * name: Refund flow
 * run_timeout: 2m                              # of all steps together; hook_timeout: 30s
 * pre_hooks: [com.example.Checks]              # of the whole workflow, and post_hooks
 * steps:
 *   - agent: classifier.yaml                     # a file beside this one: an agent or a team
 *     name: classify                             # default: the agent's id
 *   - name: look
 *     parallel:
 *       - {agent: orders.yaml, name: order}
 *       - agent: policy.yaml
 *         prompt: "Is this refundable? {{message}}"   # also {{previous}}, {{outputs.classify}}, and the session's values
 *   - name: refundable
 *     when: {output: policy, contains: "yes"}    # or equals, or matches; without "output" of the step before
 *     then: [{agent: refund.yaml}]
 *     otherwise: [{call: com.example.Refuse, name: refuse}]   # a StepFunction on the class path
 *   - name: polish
 *     loop: [{agent: writer.yaml}, {agent: editor.yaml}]
 *     until: {contains: APPROVED}
 *     most: 3
 *   - name: desk
 *     routes: [{agent: flights.yaml}, {agent: trains.yaml}]
 *     by: {output: classify}                     # the route whose name stands in it
 * }</pre>
 */
final class WorkflowFile {
    private static final Set<String> KEYS =
            Set.of("name", "id", "steps", "user", "session", "pre_hooks", "post_hooks", "run_timeout", "hook_timeout");
    private static final Set<String> STEP = Set.of(
            "name",
            "agent",
            "prompt",
            "call",
            "parallel",
            "when",
            "then",
            "otherwise",
            "loop",
            "until",
            "most",
            "routes",
            "by");
    private static final Set<String> KINDS = Set.of("agent", "call", "parallel", "when", "loop", "routes");

    private final Path file;
    private final AgentFiles files;

    WorkflowFile(Path file, AgentFiles files) {
        this.file = file;
        this.files = files;
    }

    Workflow read(YamlValue written) {
        var root = written.onlyKeys(KEYS);
        var name = root.need("name").word();
        var id = files.id(file, root, name);
        var flow = new Workflow[] {Workflow.of(id, name, into -> addAll(into, root.need("steps")))};
        AgentYaml.time(root, "run_timeout", time -> flow[0] = flow[0].withRunTimeout(time));
        AgentYaml.time(root, "hook_timeout", time -> flow[0] = flow[0].withHookTimeout(time));
        root.get("pre_hooks").ifPresent(list -> AgentYaml.hooks(list, hook -> flow[0] = flow[0].withPreHooks(hook)));
        root.get("post_hooks").ifPresent(list -> AgentYaml.hooks(list, hook -> flow[0] = flow[0].withPostHooks(hook)));
        return flow[0];
    }

    private void addAll(Steps into, YamlValue list) {
        if (list.items().isEmpty()) {
            throw list.bad("a step is needed here");
        }
        for (var item : list.items()) {
            var step = item.onlyKeys(STEP);
            try {
                add(into, step);
            } catch (IllegalArgumentException e) {
                throw step.bad(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private void add(Steps into, YamlValue step) {
        var kinds = step.keys().stream().filter(KINDS::contains).toList();
        if (kinds.size() != 1) {
            throw step.bad("a step has one of \"agent\", \"call\", \"parallel\", \"when\", \"loop\" and \"routes\"");
        }
        var kind = kinds.getFirst();
        switch (kind) {
            case "agent" -> agent(into, step);
            case "call" -> into.call(nameOf(step), function(step.need("call")));
            case "parallel" -> into.parallel(nameOf(step), inner(step.need("parallel")));
            case "when" -> condition(into, step);
            case "loop" ->
                into.loop(
                        nameOf(step),
                        step.get("most").map(most -> most.whole(1)).orElse(10),
                        new TextRule(step.need("until"))::holds,
                        inner(step.need("loop")));
            default -> into.router(nameOf(step), choice(step), inner(step.need("routes")));
        }
    }

    private Consumer<Steps> inner(YamlValue list) {
        return into -> addAll(into, list);
    }

    private void agent(Steps into, YamlValue step) {
        var component = files.named(file, step.need("agent"));
        var name = step.get("name").map(YamlValue::word).orElse(component.id());
        var prompt = step.get("prompt").map(YamlValue::text).orElse(null);
        if (prompt == null) {
            into.run(name, component);
        } else {
            into.run(name, component, input -> filled(prompt, input));
        }
    }

    private void condition(Steps into, YamlValue step) {
        var rule = new TextRule(step.need("when"));
        var then = inner(step.need("then"));
        var otherwise = step.get("otherwise").map(this::inner).orElse(null);
        if (otherwise == null) {
            into.condition(nameOf(step), rule::holds, then);
        } else {
            into.condition(nameOf(step), rule::holds, then, otherwise);
        }
    }

    /** The name of the route that stands in the text; the first of them. */
    private Function<StepInput, String> choice(YamlValue step) {
        var names = new ArrayList<String>();
        step.need("routes").items().forEach(route -> names.add(routeName(route)));
        var of = step.get("by")
                .map(by -> by.onlyKeys(Set.of("output")).need("output").word())
                .orElse(null);
        return input -> chosen(names, TextRule.subject(of, input));
    }

    private String routeName(YamlValue route) {
        return route.get("name")
                .map(YamlValue::word)
                .orElseGet(() -> route.get("agent")
                        .map(agent -> files.named(file, agent).id())
                        .orElseGet(() -> route.need("name").word()));
    }

    private static String chosen(List<String> names, String text) {
        return names.stream()
                .filter(name -> TextRule.word(text, name) >= 0)
                .min(java.util.Comparator.comparingInt(name -> TextRule.word(text, name)))
                .orElseThrow(() -> new IllegalArgumentException("none of the routes " + String.join(", ", names)
                        + " stands in \"" + TextRule.brief(text) + "\""));
    }

    private static String filled(String prompt, StepInput input) {
        var more = new HashMap<String, String>();
        input.outputs().forEach((name, output) -> more.put("outputs." + name, output));
        more.put("message", input.message());
        more.put("previous", input.previous());
        var asked = new RunInput(input.message(), input.userId(), input.sessionId());
        return Instructions.of(prompt, input.state(), asked, more).text();
    }

    private static String nameOf(YamlValue step) {
        return step.need("name").word();
    }

    private static StepFunction function(YamlValue named) {
        try {
            if (Class.forName(named.word()).getConstructor().newInstance() instanceof StepFunction function) {
                return function;
            }
            throw named.bad("the class " + named.word() + " is no " + StepFunction.class.getName());
        } catch (ClassNotFoundException e) {
            throw named.bad("there is no class " + named.word() + " on the class path", e);
        } catch (InvocationTargetException e) {
            throw named.bad("the class " + named.word() + " could not be made: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw named.bad(
                    "the class " + named.word() + " needs to be public, with a public constructor without parameters",
                    e);
        }
    }
}
