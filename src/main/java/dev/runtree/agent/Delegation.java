package dev.runtree.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolPolicy;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tool by which a team's leader has a member do something: the member's run lies beneath this call. For one run of the team. */
final class Delegation implements AgentTool {
    /** What the leader's model calls it. */
    static final String TOOL = "delegate_task";

    /** A member has limits of its own. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Team team;
    private final Engine engine;
    private final RunScope scope;
    private final ToolSpecification specification;
    private volatile String question;

    /** @param request what the team was asked */
    Delegation(Team team, RunRequest request, Engine engine, RunScope scope) {
        this.team = team;
        this.question = request.message();
        this.engine = engine;
        this.scope = scope;
        this.specification = specification(team);
    }

    /**
     * Members see the question as the team's hooks and guardrails left it, never as it came.
     *
     * @return the calls with which the team begins
     */
    List<ToolExecutionRequest> asked(String left) {
        question = left;
        return team.opening(left);
    }

    private static ToolSpecification specification(Team team) {
        var routes = team.mode() == TeamMode.ROUTE;
        var parameters = JsonObjectSchema.builder()
                .addEnumProperty(
                        "member",
                        team.members().stream().map(TeamMember::id).toList(),
                        routes ? "who answers" : "who does it")
                .addStringProperty(
                        "task",
                        routes
                                ? "what the member is asked; left out, it is the user's own request"
                                : "what the member is to do, with all that it needs to know")
                .required(routes ? List.of("member") : List.of("member", "task"))
                .additionalProperties(false)
                .build();
        return ToolSpecification.builder()
                .name(TOOL)
                .description(
                        routes
                                ? "Hands the request over to a member of the team, whose answer goes to the user."
                                : "Has a member of the team do something and gives its answer.")
                .parameters(parameters)
                .build();
    }

    /** A call of it, as a model would make it. */
    static ToolExecutionRequest to(TeamMember member, String task) {
        return ToolExecutionRequest.builder()
                .id("member-" + member.id())
                .name(TOOL)
                .arguments(MAPPER.createObjectNode()
                        .put("member", member.id())
                        .put("task", task)
                        .toString())
                .build();
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolPolicy policy() {
        var policy = ToolPolicy.PLAIN.withTimeout(PATIENCE);
        return team.mode() == TeamMode.ROUTE ? policy.withStopAfter() : policy;
    }

    @Override
    public ToolResult call(String arguments, ToolContext context) {
        TeamMember member;
        String task;
        try {
            var asked = MAPPER.readTree(arguments);
            member = team.member(Objects.requireNonNullElse(text(asked, "member"), ""));
            task = Objects.requireNonNullElse(text(asked, "task"), question);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            if (context.frame() != null) {
                Ends.abandoned(engine, scope.hold(), Stream.of(context.frame()), Ends.line(e));
            }
            return new ToolResult.Failed("invalid_arguments", String.valueOf(e.getMessage()), e);
        }
        context.span()
                .set("runtree.span.kind", "delegation")
                .set("runtree.delegation.member", member.id())
                .set("runtree.delegation.mode", team.mode().word())
                .input(task);
        return result(member, run(member, task, context), context);
    }

    private Ran run(TeamMember member, String task, ToolContext context) {
        var beneath = scope.beneath(context);
        tell(member, task, context, beneath);
        if (context.frame() != null) {
            return engine.goOn(member.component(), context.frame(), beneath);
        }
        return engine.run(member.component(), new RunRequest(task, context.userId(), context.sessionId()), beneath);
    }

    private void tell(TeamMember member, String task, ToolContext context, RunScope beneath) {
        var step = context.span().id();
        var leading = new SpanId(
                step.traceId(), context.runId().substring(step.traceId().length() + 1));
        var leader = new RunRef(leading, scope.parentRunId(), team.id(), team.name());
        beneath.listener()
                .tell(new AgentEvent.Delegated(leader, step, member.component().name(), team.mode(), task));
    }

    private static ToolResult result(TeamMember member, Ran ran, ToolContext context) {
        var output = ran.output();
        context.span().set("runtree.delegation.run_id", output.runId());
        if (ran.frame() != null) {
            return new ToolResult.Paused(ran.frame());
        }
        if (output.status() == RunStatus.CANCELLED) {
            context.cancellation().check();
        }
        if (output.status() == RunStatus.OK) {
            context.span().output(output.content());
            return new ToolResult.Done(output.content());
        }
        return new ToolResult.Failed("member_failed", "the member " + member.id() + " failed: " + output.error(), null);
    }

    private static @Nullable String text(JsonNode object, String name) {
        var value = object.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
