package dev.runtree.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.runtree.agent.frame.AgentFrame;
import dev.runtree.agent.frame.CallFrame;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of an agent from its start, or from where it had paused, to its end or its next pause. For one thread, once. */
final class AgentRunner {
    private final Engine engine;
    private final Component component;
    private Agent agent;
    private final RunInput asked;
    private final RunSpan span;
    private final RunScope scope;
    private final RunRef ref;
    private final SessionState state;
    private final Instant createdAt;
    private final long started;
    private Progress progress;
    /** As far as its hooks and guardrails have let it through. */
    private String question;

    /**
     * @param component what runs
     * @param agent it, or the leader of the team that it is
     * @param activeNanos how long it had worked before it paused
     */
    AgentRunner(
            Engine engine,
            Component component,
            Agent agent,
            RunInput asked,
            RunSpan span,
            RunScope scope,
            SessionState state,
            Instant createdAt,
            long activeNanos) {
        this.engine = engine;
        this.component = component;
        this.agent = agent;
        this.asked = asked;
        this.question = asked.message();
        this.span = span;
        this.scope = scope;
        this.ref = new RunRef(span.id(), scope.parentRunId(), agent.id(), agent.name());
        this.state = state;
        this.createdAt = createdAt;
        this.started = System.nanoTime() - activeNanos;
        this.progress = new Progress(
                List.of(), 0, List.of(), 0, Usage.NONE, agent.model().name());
    }

    /**
     * @param earlier what the session's runs before this one said
     * @param opening gives, for the question as hooks and guardrails left it, the tool calls that are made before the model is
     *     asked
     */
    Ran run(List<ChatMessage> earlier, Function<String, List<ToolExecutionRequest>> opening) {
        return within(work -> {
            var input = work.hooks.before(asked);
            question = input.message();
            for (var guardrail : agent.guardrails().before()) {
                question = work.guardrails.pass(List.of(guardrail), HookStage.PRE, question);
            }
            equip(work.thread);
            progress = begin(earlier, input.withMessage(question), work.thread);
            return work.loop().run(opening.apply(question));
        });
    }

    /** @param opening is told the question again; its calls were made before the pause */
    Ran goOn(AgentFrame frame, Function<String, List<ToolExecutionRequest>> opening) {
        return within(work -> {
            try {
                progress = new Progress(
                        Messages.read(frame.messages()),
                        frame.before(),
                        frame.done(),
                        frame.step(),
                        frame.usage(),
                        frame.model());
                var _ = opening.apply(progress.question(asked.message()));
                equip(work.thread);
            } catch (RuntimeException | Error e) {
                abandon(frame, Ends.line(e));
                throw e;
            }
            return work.loop().goOn(frame.calls());
        });
    }

    /** Ends what waits in a run that cannot go on; its own span ends as the run does. */
    private void abandon(AgentFrame frame, String why) {
        Ends.abandonedSpans(scope.hold(), frame.openSpans().skip(1), why);
        Ends.abandoned(engine, scope.hold(), frame.children().stream(), why);
    }

    /** With the tools of its MCP servers. */
    private void equip(RunThread thread) {
        engine.uses(agent.sources());
        if (agent.sources().servers().isEmpty()) {
            return;
        }
        agent = agent.withTools(agent.sources().tools(agent.tools(), span.step(), thread));
    }

    /** What the run does with its hooks, its guardrails and its loop, all of one thread. */
    private final class Work {
        private final RunThread thread;
        private final RunPlace place;
        private final HookCalls hooks;
        private final GuardrailChecks guardrails;
        private final RunEnd end;

        Work(RunThread thread) {
            this.thread = thread;
            this.place = new RunPlace(
                    component,
                    ref,
                    asked,
                    state,
                    thread,
                    holdsBack() ? scope.holding() : scope,
                    span.step(),
                    agent.limits().hook());
            this.hooks = new HookCalls(agent, place, engine.background());
            this.guardrails = new GuardrailChecks(place);
            this.end = new RunEnd(place, span, AgentRunner.this::output);
        }

        AgentRun loop() {
            var listener = scope.listener();
            var model = new ModelCaller(
                    agent,
                    ref,
                    span.step(),
                    thread,
                    listener,
                    scope.stream(),
                    !place.scope().held());
            return new AgentRun(
                    agent, progress, model, new ToolCalls(component, agent, place, hooks, listener, engine));
        }
    }

    /** Whether the answer, and what its team's members say for it, is shown only when it is what the user is to get. */
    private boolean holdsBack() {
        return !agent.guardrails().after().isEmpty() || agent.hooks().mayChangeAnswer();
    }

    private interface Doing {
        AgentRun.Turn with(Work work);
    }

    private Ran within(Doing doing) {
        var listener = scope.listener();
        scope.hold().begin(ref, asked.userId(), asked.sessionId());
        listener.tell(new AgentEvent.Started(ref, Holds.type(component), scope.parentStep()));
        try (var thread = new RunThread(scope.cancellation(), agent.limits().run(), worked())) {
            engine.alive(ref.runId(), thread.signal());
            var work = new Work(thread);
            var ran = ended(work, () -> doing.with(work));
            if (scope.hold().isLost()) {
                return ran;
            }
            if (ran.frame() == null) {
                work.hooks.afterAnswer(ran.output());
            }
            listener.tell(new AgentEvent.Ended(ref, ran.output()));
            return ran;
        } finally {
            engine.over(ref.runId());
        }
    }

    private Ran ended(Work work, Supplier<AgentRun.Turn> turn) {
        try {
            return switch (turn.get()) {
                case AgentRun.Turn.Paused paused -> paused(paused.calls());
                case AgentRun.Turn.Answered answered -> new Ran(answered(work, answered.text()), null);
            };
        } catch (StopRun e) {
            return new Ran(stopped(work.end, e), null);
        } catch (RunFailure e) {
            // Nothing of it belongs to the conversation; what it told the session to remember stays.
            return new Ran(kept(work.end.failed(e.type(), e.line()), List.of()), null);
        } catch (RunStopped e) {
            return new Ran(kept(work.end.broken(e), List.of()), null);
        } catch (RuntimeException | Error e) {
            var output = kept(work.end.thrown(e), List.of());
            if (!scope.hold().isLost()) {
                work.hooks.afterAnswer(output);
            }
            throw e;
        }
    }

    private Progress begin(List<ChatMessage> earlier, RunInput input, RunThread thread) {
        var messages = new ArrayList<ChatMessage>();
        var told = instructions(input);
        if (!told.isBlank()) {
            messages.add(SystemMessage.from(told));
        }
        messages.addAll(earlier);
        var before = messages.size();
        messages.add(UserMessage.from(agent.sources()
                .told(input.message(), span.step(), thread, agent.limits().tool())));
        return new Progress(
                messages, before, List.of(), 0, Usage.NONE, agent.model().name());
    }

    private String instructions(RunInput input) {
        var template = agent.instructions() == null ? "" : agent.instructions();
        var told = Instructions.of(template, state, input);
        var output = agent.output();
        var format = output == null || agent.model().takesSchemas() ? "" : output.instructions();
        var text =
                Stream.of(told.text(), format).filter(part -> !part.isBlank()).collect(Collectors.joining("\n\n"));
        if (!text.isEmpty()) {
            span.instructions(text, told.values().isEmpty() ? null : template, told.values());
        }
        return text;
    }

    private RunOutput answered(Work work, String text) {
        var draft = output(RunStatus.OK, text, null, CompletableFuture.completedFuture(null));
        var content = work.hooks.after(draft).content();
        content = work.guardrails.pass(agent.guardrails().after(), HookStage.POST, content);
        if (scope.stream() && holdsBack() && !scope.held() && !content.isEmpty()) {
            scope.listener().tell(new AgentEvent.TextDelta(ref, content));
        }
        return well(work.end, content, text);
    }

    private RunOutput well(RunEnd end, String content, @Nullable String said) {
        if (!content.equals(said) && progress.messages().size() > progress.before()) {
            var last = progress.messages().getLast();
            if (last instanceof AiMessage) {
                progress.replaceLast(AgentRun.answer(last, content));
            } else {
                progress.add(AgentRun.answer(last, content));
            }
        }
        return kept(end.well(content), progress.said());
    }

    /**
     * Keeps what a run that was not lost to another process leaves to its session, behind its back: the trace may be stored
     * while that waits for a database.
     */
    private RunOutput kept(RunOutput output, List<ChatMessage> said) {
        if (!scope.hold().isLost()) {
            engine.sessions().keep(agent, output, said, state);
        }
        return output;
    }

    /** What a hook or a guardrail answers is a part of the conversation. */
    private RunOutput stopped(RunEnd end, StopRun stop) {
        var answer = stop.answer();
        return kept(end.stopped(stop), answer == null ? List.of() : List.of(question(), AiMessage.from(answer)));
    }

    /** What the model was asked, where it was. */
    private ChatMessage question() {
        var said = progress.said();
        return !said.isEmpty() && said.getFirst() instanceof UserMessage first ? first : UserMessage.from(question);
    }

    private Ran paused(List<CallFrame> calls) {
        var frame = new AgentFrame(
                agent.id(),
                span.step().frame(),
                asked.message(),
                asked.userId(),
                asked.sessionId(),
                ChatMessageSerializer.messagesToJson(progress.messages()),
                progress.before(),
                progress.step(),
                progress.usage(),
                progress.model(),
                progress.tools(),
                calls,
                state.json(),
                scope.stream(),
                agent.hooks().areToldOfEnds(),
                createdAt,
                worked().toNanos());
        return new Ran(
                kept(output(RunStatus.PAUSED, "", null, CompletableFuture.completedFuture(null)), List.of()), frame);
    }

    private RunOutput output(RunStatus status, String content, @Nullable String error, CompletableFuture<Void> stored) {
        return new RunOutput(
                span.id(),
                scope.parentRunId(),
                agent.id(),
                asked.userId(),
                asked.sessionId(),
                progress.model(),
                asked.message(),
                content,
                status,
                error,
                progress.tools(),
                progress.usage(),
                progress.step(),
                createdAt,
                worked(),
                stored);
    }

    /** Until now, waiting for approvals left out. */
    private Duration worked() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
