package dev.runtree.replay.live;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.agent.model.Answer;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.ModelFailure;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.ModelSpan;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.AudioTokens;
import dev.runtree.model.Figures;
import dev.runtree.model.Usage;
import dev.runtree.pricing.Prices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks models in a replay: counts calls and money, tries again what failed for a passing reason. For one thread. */
final class ModelAsker {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int RETRIES = 2;

    private final Bounds bounds;
    private final Duration patience;
    private final Prices prices;
    private final Consumer<ReplayEvent> listener;
    private final Cancellation cancellation;
    private final ScheduledExecutorService clock;
    private int made;
    private BigDecimal spent = BigDecimal.ZERO;

    /** @param patience how long one call may take */
    ModelAsker(
            Bounds bounds,
            Duration patience,
            Prices prices,
            Consumer<ReplayEvent> listener,
            Cancellation cancellation,
            ScheduledExecutorService clock) {
        this.bounds = bounds;
        this.patience = patience;
        this.prices = prices;
        this.listener = listener;
        this.cancellation = cancellation;
        this.clock = clock;
    }

    int made() {
        return made;
    }

    BigDecimal spent() {
        return spent;
    }

    /** What a call of a model costs at today's price; empty where none is known. */
    static Optional<BigDecimal> cost(Prices prices, Model model, Usage usage) {
        return prices.current()
                .price(model.provider(), model.name(), LocalDate.now(ZoneOffset.UTC))
                .flatMap(price -> price.of(usage, AudioTokens.NONE));
    }

    /**
     * Waits for an answer.
     *
     * @throws ReplayStopped when there is none, or the replay has come to one of its bounds
     * @throws RunStopped when the replay was ended meanwhile
     */
    AiMessage ask(LiveAsking asking, List<ChatMessage> messages, StepSpan run) {
        bounds.beforeCall(made, spent);
        made++;
        var request = asking.request(messages);
        for (var attempt = 1; ; attempt++) {
            try {
                return attempt(asking.model(), request, run, attempt);
            } catch (ModelFailure e) {
                var pause = pause(e, attempt);
                if (attempt > RETRIES || !e.isPassing() || pause.compareTo(LONGEST_PAUSE) > 0) {
                    throw new ReplayStopped(e.type(), "the model " + asking.model() + " failed: " + e.reason(), e);
                }
                listener.accept(new ReplayEvent.ModelRetried(e.reason(), pause));
                sleep(pause);
            }
        }
    }

    private static Duration pause(ModelFailure failure, int attempt) {
        return failure.retryAfter() != null ? failure.retryAfter() : FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    }

    /** Until the time has passed or the replay is ended. */
    private void sleep(Duration pause) {
        var awake = new java.util.concurrent.CountDownLatch(1);
        try (var _ = cancellation.onCancel(awake::countDown)) {
            var _ = awake.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancellation.cancel("its thread was interrupted");
        }
        cancellation.check();
    }

    private AiMessage attempt(Model model, ChatRequest request, StepSpan run, int attempt) {
        var since = System.nanoTime();
        listener.accept(new ReplayEvent.ModelStarted(made, model.name()));
        var call = run.model(model.provider(), model.name(), request, true);
        if (attempt > 1) {
            call.step().set("runtree.attempt", attempt);
        }
        var answer = answer(model, request, call);
        call.end(answer.response(), answer.usage(), answer.firstChunk());
        var cost = cost(prices, model, answer.usage()).orElse(null);
        spent = cost == null ? spent : spent.add(cost);
        var said = answer.response().modelName();
        listener.accept(new ReplayEvent.ModelEnded(
                made,
                said == null ? model.name() : said,
                answer.usage(),
                cost,
                Duration.ofNanos(System.nanoTime() - since)));
        return answer.response().aiMessage();
    }

    private Answer answer(Model model, ChatRequest request, ModelSpan call) {
        var partial = new StringBuilder();
        try (var ending = cancellation.child()) {
            var late = clock.schedule(
                    () -> ending.signal().expire("no answer in time"), patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return model.answer(
                        request,
                        piece -> {
                            partial.append(piece);
                            listener.accept(new ReplayEvent.Text(piece));
                        },
                        ending.signal());
            } catch (RunStopped e) {
                if (!cancellation.isCancelled()) {
                    throw ModelFailure.late(Figures.duration(patience.toNanos()));
                }
                throw e;
            } finally {
                late.cancel(false);
            }
        } catch (ModelFailure e) {
            call.fail(e.type(), e.reason(), e.getCause() == null ? e : e.getCause(), partial.toString());
            throw e;
        } catch (RunStopped e) {
            ended(call, e, partial.toString());
            throw e;
        } catch (RuntimeException e) {
            call.fail(e.getClass().getName(), line(e), e, partial.toString());
            throw e;
        }
    }

    private void ended(ModelSpan call, RunStopped stop, String partial) {
        if (cancellation.isLate()) {
            call.fail("timeout", stop.reason(), null, partial);
        } else {
            call.cancelled(stop.reason(), partial);
        }
    }

    private static String line(@Nullable Throwable problem) {
        return String.valueOf(problem).lines().findFirst().orElse("");
    }
}
