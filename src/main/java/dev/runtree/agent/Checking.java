package dev.runtree.agent;

import dev.runtree.agent.frame.CallFrame;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.tool.ToolInput;

/**
 * The hooks before a tool's call, on a thread of their own, where somebody has to approve the call: they see it before anybody
 * is asked, so that what is approved is what is made.
 */
final class Checking {
    private final Away<ToolInput> away;
    private final Cancellation.Child ending;

    private Checking(Away<ToolInput> away, Cancellation.Child ending) {
        this.away = away;
        this.ending = ending;
    }

    static Checking start(HookCalls hooks, RunPlace place, CallFrame call) {
        var ending = place.thread().signal().child();
        var input = new ToolInput(call.tool(), call.id(), call.arguments());
        var away = Away.start(
                "runtree-check " + call.tool(),
                place.thread().inbox(),
                () -> hooks.beforeTool(input, place.span(), ending.signal()));
        return new Checking(away, ending);
    }

    boolean isDone() {
        return away.isDone();
    }

    /** The arguments as the hooks left them, once it is done. Throws what ends the run. */
    String arguments() {
        ending.close();
        return away.result().arguments();
    }

    /** Lets go of it because its run was ended. */
    void stop() {
        away.abandon();
        ending.close();
    }
}
