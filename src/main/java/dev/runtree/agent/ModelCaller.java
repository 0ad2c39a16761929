package dev.runtree.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.agent.model.Answer;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.ModelFailure;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.ModelSpan;
import dev.runtree.agent.trace.StepSpan;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks the model, as often as it takes and is allowed. Every attempt is a step of its own. */
final class ModelCaller {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** A server that wants to be left alone for longer is not waited for. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Agent agent;
    private final RunRef run;
    private final StepSpan span;
    private final RunThread thread;
    private final Listener listener;
    private final boolean stream;
    private final boolean tellText;

    /** @param tellText whether listeners are told what the model thinks and answers as it comes */
    ModelCaller(
            Agent agent,
            RunRef run,
            StepSpan span,
            RunThread thread,
            Listener listener,
            boolean stream,
            boolean tellText) {
        this.agent = agent;
        this.run = run;
        this.span = span;
        this.thread = thread;
        this.listener = listener;
        this.stream = stream;
        this.tellText = tellText;
    }

    /**
     * Waits for an answer.
     *
     * @throws RunFailure when there is none
     * @throws RunStopped when the run was ended meanwhile
     */
    AiMessage ask(ChatRequest request, Progress progress) {
        for (var attempt = 1; ; attempt++) {
            try {
                return attempt(request, progress, attempt);
            } catch (ModelFailure e) {
                var pause = pause(e, attempt);
                if (attempt > agent.limits().retries() || !e.isPassing() || pause.compareTo(LONGEST_PAUSE) > 0) {
                    throw RunFailure.ofModel(agent.model(), e);
                }
                listener.tell(new AgentEvent.ModelRetried(run, progress.step(), attempt, pause, e.reason()));
                thread.pause(pause);
            }
        }
    }

    private static Duration pause(ModelFailure failure, int attempt) {
        if (failure.retryAfter() != null) {
            return failure.retryAfter();
        }
        var most = FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 6);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private AiMessage attempt(ChatRequest request, Progress progress, int attempt) {
        var model = agent.model();
        var since = System.nanoTime();
        listener.tell(new AgentEvent.ModelStarted(run, progress.step(), model.name()));
        var call = span.model(model.provider(), model.name(), request, stream);
        if (attempt > 1) {
            call.step().set("runtree.attempt", attempt);
        }
        @SuppressWarnings("JdkObsolete") // written by one thread and read by another
        var partial = new StringBuffer();
        var answer = answer(model, request, call, partial);
        call.end(answer.response(), answer.usage(), answer.firstChunk());
        var said = answer.response().modelName();
        progress.answered(said == null ? progress.model() : said, answer.usage());
        listener.tell(new AgentEvent.ModelEnded(
                run, progress.step(), progress.model(), answer.usage(), Duration.ofNanos(System.nanoTime() - since)));
        return answer.response().aiMessage();
    }

    private Answer answer(Model model, ChatRequest request, ModelSpan call, StringBuffer partial) {
        var open = new AtomicBoolean(true);
        try (var ending = thread.signal().child()) {
            try {
                return thread.have(
                        "runtree-model",
                        agent.limits().model(),
                        () -> model.answer(
                                request,
                                stream ? text -> delta(text, partial, open) : null,
                                stream ? thought -> tell(new AgentEvent.ThoughtDelta(run, thought), open) : null,
                                ending.signal()));
            } catch (TookTooLong e) {
                ending.signal().cancel("no answer in time");
                throw ModelFailure.late(e.limit());
            } finally {
                open.set(false);
            }
        } catch (ModelFailure e) {
            call.fail(e.type(), e.reason(), e.getCause() == null ? e : e.getCause(), partial.toString());
            throw e;
        } catch (RunStopped e) {
            if (thread.signal().isLate()) {
                call.fail("timeout", e.reason(), null, partial.toString());
            } else {
                call.cancelled(e.reason(), partial.toString());
            }
            throw e;
        } catch (Throwable e) {
            call.fail(e.getClass().getName(), Ends.line(e), e, partial.toString());
            throw e;
        }
    }

    private void delta(String text, StringBuffer partial, AtomicBoolean open) {
        partial.append(text);
        tell(new AgentEvent.TextDelta(run, text), open);
    }

    private void tell(AgentEvent piece, AtomicBoolean open) {
        if (tellText && listener.isHeard()) {
            thread.inbox().post(() -> {
                if (open.get()) {
                    listener.tell(piece);
                }
            });
        }
    }
}
