package dev.runtree.agent;

import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolInput;
import dev.runtree.agent.tool.ToolOutput;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.agent.trace.ToolSpan;
import dev.runtree.store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call of a tool on a thread of its own, with the hooks around it. Ends once: by itself, by its deadline, or with its run. */
final class ToolCall {
    private final RunPlace place;
    private final HookCalls hooks;
    private final AgentTool tool;
    private final @Nullable String id;
    private final String asked;
    private final ToolSpan span;
    private final @Nullable Frame frame;
    private final @Nullable String approvalId;
    private final boolean isChecked;
    private final Duration limit;
    private final Cancellation.Child ending;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final long since = System.nanoTime();
    private final long deadline;
    private @Nullable Away<Void> away;
    private volatile boolean seenByHooks;

    /**
     * How a call ended.
     *
     * @param use {@code null} when it paused or was cancelled
     * @param paused what it left when it paused
     * @param failure what ends the whole run
     */
    record End(
            @Nullable ToolUse use,
            @Nullable Frame paused,
            @Nullable RuntimeException failure) {}

    /** @param slot with what the tool left when it paused, where it did */
    ToolCall(RunPlace place, HookCalls hooks, AgentTool tool, CallSlot slot, ToolSpan span, Duration limit) {
        this.place = place;
        this.hooks = hooks;
        this.tool = tool;
        this.id = slot.frame().id();
        this.asked = slot.frame().arguments();
        this.span = span;
        this.frame = slot.frame().child();
        this.approvalId = slot.approvalId();
        this.isChecked = slot.isChecked();
        this.limit = limit;
        this.ending = place.thread().signal().child();
        this.deadline = RunThread.after(limit);
    }

    void start() {
        away = Away.start("runtree-tool " + tool.name(), place.thread().inbox(), () -> {
            work();
            return null;
        });
    }

    boolean isDone() {
        return end.get() != null;
    }

    /** By {@link System#nanoTime()}. */
    long deadline() {
        return deadline;
    }

    StepSpan step() {
        return span.step();
    }

    /** How it ended, once it is done. */
    End end() {
        var told = end.get();
        if (told == null) {
            throw new IllegalStateException("the tool has not ended");
        }
        return told;
    }

    private void work() {
        try {
            var input = frame == null && !isChecked
                    ? hooks.beforeTool(new ToolInput(tool.name(), id, asked), span.step(), ending.signal())
                    : new ToolInput(tool.name(), id, asked);
            if (!input.arguments().equals(asked)) {
                span.arguments(input.arguments());
            }
            if (isGivenUp() || !isNoted()) {
                return;
            }
            var scope = place.beneath(span.step(), ending.signal());
            finish(input, span.step().during(() -> scope.during(() -> tool.call(input.arguments(), context()))));
        } catch (StopRun | RunFailure e) {
            settle(
                    new End(null, null, e),
                    () -> span.step().set("runtree.stopped", Ends.line(e)).end());
        } catch (RunStopped e) {
            settle(
                    new End(null, null, e),
                    () -> Ends.stopped(span.step(), place.thread().signal(), e));
        } catch (VirtualMachineError e) {
            fail(new ToolResult.Failed(e.getClass().getName(), e.toString(), e), asked);
            throw e;
        } catch (Throwable e) {
            var told = place.told(e);
            var words = e.getClass().getSimpleName() + ": " + Ends.line(told);
            fail(new ToolResult.Failed(e.getClass().getName(), words, told), asked);
        }
    }

    /**
     * Whether nobody waits for it any longer, which a hook or a tool that does not listen has not noticed.
     *
     * @throws RunStopped when its run was ended
     */
    private boolean isGivenUp() {
        if (isDone()) {
            return true;
        }
        ending.signal().check();
        return false;
    }

    /** Notes an approved call, just before it is made: nobody makes it again, whatever happens to this process. */
    private boolean isNoted() {
        if (approvalId == null) {
            return true;
        }
        try {
            place.scope().hold().call(approvalId);
        } catch (StoreException e) {
            var words = "the call was approved, and not made, since that could not be noted: " + Ends.line(e);
            fail(new ToolResult.Failed("not_noted", words, e), asked);
        }
        return !isGivenUp();
    }

    private ToolContext context() {
        return new ToolContext(
                place.run().runId(),
                id,
                place.asked().userId(),
                place.asked().sessionId(),
                place.state(),
                ending.signal(),
                span.step(),
                frame);
    }

    private void finish(ToolInput input, ToolResult result) {
        // A tool that was interrupted because its run was ended has not failed.
        place.thread().signal().check();
        if (isGivenUp()) {
            return;
        }
        switch (result) {
            case ToolResult.Paused paused -> settle(new End(null, paused.frame(), null), () -> {});
            case ToolResult.Done done -> {
                var output = afterHooks(input, done.text(), null);
                settle(new End(use(input, output), null, null), () -> span.end(output.result()));
            }
            case ToolResult.Failed failed -> {
                var cause = failed.cause() == null ? null : place.told(failed.cause());
                var text = cause == null ? failed.text() : place.told(failed.text());
                var output = afterHooks(input, text, failed.type());
                fail(new ToolResult.Failed(failed.type(), output.result(), cause), input.arguments());
            }
        }
    }

    private ToolOutput afterHooks(ToolInput input, String result, @Nullable String errorType) {
        var output = new ToolOutput(tool.name(), id, input.arguments(), result, errorType);
        seenByHooks = true;
        return hooks.afterTool(output, span.step(), ending.signal());
    }

    /** Whether the hooks after it have seen its end. */
    boolean isSeenByHooks() {
        return seenByHooks;
    }

    private ToolUse use(ToolInput input, ToolOutput output) {
        return new ToolUse(id, tool.name(), input.arguments(), output.result(), output.errorType(), sinceStart());
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void fail(ToolResult.Failed failed, String arguments) {
        var use = new ToolUse(id, tool.name(), arguments, failed.text(), failed.type(), sinceStart());
        settle(new End(use, null, null), () -> span.fail(failed.type(), failed.text(), failed.cause()));
    }

    /** Gives it up because its time is over. */
    void expire() {
        var words = TookTooLong.words(limit);
        fail(
                new ToolResult.Failed("timeout", "the tool " + tool.name() + " gave no result within " + words, null),
                asked);
        // Only now: a call that notices must not be taken for one whose run was ended.
        ending.signal().cancel("the tool took longer than " + words);
        abandon();
    }

    /** Lets go of it because its run was ended. */
    void stop(RunStopped stop) {
        settle(
                new End(null, null, stop),
                () -> Ends.stopped(span.step(), place.thread().signal(), stop));
        abandon();
    }

    private void abandon() {
        if (away != null) {
            away.abandon();
        }
    }

    private void settle(End how, Runnable span) {
        if (end.compareAndSet(null, how)) {
            span.run();
            ending.close();
        }
    }
}
