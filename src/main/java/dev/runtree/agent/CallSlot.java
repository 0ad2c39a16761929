package dev.runtree.agent;

import dev.runtree.agent.frame.CallFrame;
import dev.runtree.agent.run.RunStopped;
import org.jspecify.annotations.Nullable;

/** One tool call of an answer, from what is known of it to what came of it. For the run's thread. */
final class CallSlot {
    private CallFrame frame;
    private @Nullable Checking checking;
    private @Nullable ToolCall call;
    private @Nullable String approvalId;
    private boolean checked;

    CallSlot(CallFrame frame) {
        this.frame = frame;
    }

    CallFrame frame() {
        return frame;
    }

    void become(CallFrame now) {
        frame = now;
    }

    /** The hooks that see the call before anybody is asked to approve it. */
    @Nullable Checking checking() {
        return checking;
    }

    void check(@Nullable Checking now) {
        checking = now;
    }

    @Nullable ToolCall call() {
        return call;
    }

    void make(@Nullable ToolCall now) {
        call = now;
    }

    boolean isBusy() {
        return call != null || checking != null;
    }

    boolean isDone() {
        return (call != null && call.isDone()) || (checking != null && checking.isDone());
    }

    /** By {@link System#nanoTime()}. */
    long deadline() {
        return call == null ? Inbox.NEVER : call.deadline();
    }

    /** Lets go of a call whose time is over. */
    void expire(long now) {
        if (call != null && call.deadline() <= now) {
            call.expire();
        }
    }

    /** Lets go of it because its run was ended. */
    void stop(RunStopped why) {
        if (call != null) {
            call.stop(why);
        }
        if (checking != null) {
            checking.stop();
        }
    }

    /** The call was approved. */
    void approved(String id) {
        approvalId = id;
    }

    /** The approval under which the call is made; {@code null} for a call that needs none. */
    @Nullable String approvalId() {
        return approvalId;
    }

    /** Its hooks have seen it. */
    void checked() {
        checked = true;
    }

    boolean isChecked() {
        return checked;
    }
}
