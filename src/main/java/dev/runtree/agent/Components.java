package dev.runtree.agent;

import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.secret.Secrets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What lies in teams and workflows. */
final class Components {
    private Components() {}

    /** It and all beneath it. */
    static Stream<Component> all(Component component) {
        var beneath = switch (component) {
            case Agent _ -> Stream.<Component>empty();
            case Team team -> team.members().stream().map(TeamMember::component);
            case Workflow workflow -> workflow.steps().stream().flatMap(Components::of);
        };
        return Stream.concat(Stream.of(component), beneath.flatMap(Components::all));
    }

    private static Stream<Component> of(WorkflowStep step) {
        return switch (step) {
            case WorkflowStep.Run run -> Stream.of(run.component());
            case WorkflowStep.Call _ -> Stream.empty();
            case WorkflowStep.Parallel parallel -> parallel.steps().stream().flatMap(Components::of);
            case WorkflowStep.Condition condition ->
                Stream.concat(condition.then().stream(), condition.otherwise().stream())
                        .flatMap(Components::of);
            case WorkflowStep.Loop loop -> loop.steps().stream().flatMap(Components::of);
            case WorkflowStep.Router router -> router.routes().stream().flatMap(Components::of);
        };
    }

    /** All of them with all beneath them by their ids; those on top win where two have one. */
    static Map<String, Component> byId(Collection<Component> top) {
        var found = new LinkedHashMap<String, Component>();
        top.forEach(component -> found.put(component.id(), component));
        top.stream().flatMap(Components::all).forEach(component -> found.putIfAbsent(component.id(), component));
        return found;
    }

    /**
     * Hooks in the background are found again by the id of what they belong to.
     *
     * @throws IllegalArgumentException when two of one id have different ones, of which some would never be called
     */
    static void checkHooks(Collection<Component> top) {
        var known = new HashMap<String, Set<HookMethod>>();
        top.stream().flatMap(Components::all).forEach(component -> {
            var hooks = hooks(component).inBackground();
            var before = known.putIfAbsent(component.id(), hooks);
            if (before != null && !before.equals(hooks)) {
                throw new IllegalArgumentException("two agents have the id \"" + component.id()
                        + "\" and not the same hooks in the background, which are found again by that id:"
                        + " give one of them another");
            }
        });
    }

    /** Its hooks; those of a team are its leader's. */
    static Hooks hooks(Component component) {
        return switch (component) {
            case Agent agent -> agent.hooks();
            case Team team -> team.leader().hooks();
            case Workflow workflow -> workflow.hooks();
        };
    }

    /** Its sources; those of a team are its leader's. */
    static Sources sources(Component component) {
        return switch (component) {
            case Agent agent -> agent.sources();
            case Team team -> team.leader().sources();
            case Workflow _ -> Sources.NONE;
        };
    }

    /** The keys of its models and of its MCP servers, and of those beneath it. */
    static Secrets secrets(Component component) {
        return Secrets.all(all(component)
                .flatMap(each -> Stream.concat(
                        agent(each).map(agent -> agent.model().secrets()),
                        sources(each).servers().stream().map(McpServer::secrets)))
                .toList());
    }

    /** What asks a model: the agent itself, or the leader of the team. */
    private static Stream<Agent> agent(Component component) {
        return switch (component) {
            case Agent agent -> Stream.of(agent);
            case Team team -> Stream.of(team.leader());
            case Workflow _ -> Stream.empty();
        };
    }

    /** Whether one of its tools, or of those beneath it, needs an approval. */
    static boolean asksForApproval(Component component) {
        return all(component).anyMatch(each -> sources(each).asksForApproval())
                || all(component)
                        .flatMap(Components::agent)
                        .flatMap(agent -> agent.tools().stream())
                        .anyMatch(tool -> tool.policy().confirmation());
    }
}
