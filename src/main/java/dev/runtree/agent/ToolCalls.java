package dev.runtree.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.runtree.agent.frame.CallFrame;
import dev.runtree.agent.frame.Decision;
import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.frame.Waiting;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.SpanFrame;
import dev.runtree.agent.trace.ToolSpan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tool calls of one answer, several at once. Of those that need an approval it is asked at once; they, and those that
 * pause beneath, wait until all others have ended. The outcomes are in the order in which the model asked.
 */
final class ToolCalls {
    private final Agent agent;
    private final RunPlace place;
    private final HookCalls hooks;
    private final Listener listener;
    private final Engine engine;
    private final Approvals approvals;

    /** @param component what runs: the agent, or the team that it leads */
    ToolCalls(Component component, Agent agent, RunPlace place, HookCalls hooks, Listener listener, Engine engine) {
        this.agent = agent;
        this.place = place;
        this.hooks = hooks;
        this.listener = listener;
        this.engine = engine;
        this.approvals = new Approvals(component, place);
    }

    /**
     * Makes the calls of an answer.
     *
     * @throws RunStopped when the run was ended meanwhile
     * @throws dev.runtree.agent.hook.StopRun when a hook stopped it
     */
    List<CallFrame> make(List<ToolExecutionRequest> requests) {
        var slots = new ArrayList<CallSlot>();
        var ready = new ArrayDeque<Runnable>();
        for (var request : requests) {
            var arguments = request.arguments() == null ? "" : request.arguments();
            var slot = new CallSlot(CallFrame.of(request.id(), request.name(), arguments));
            slots.add(slot);
            prepare(slot, ready);
        }
        return finished(slots, ready);
    }

    /** Goes on with calls that had paused; an approval that is not decided goes on waiting. */
    List<CallFrame> goOn(List<CallFrame> frames) {
        var slots = frames.stream().map(CallSlot::new).toList();
        var ready = new ArrayDeque<Runnable>();
        for (var slot : slots) {
            var frame = slot.frame();
            var waiting = frame.waiting();
            var decision = waiting == null ? null : hold().decision(waiting.id());
            if (waiting != null && decision != null) {
                decided(slot, waiting, decision, ready);
            } else if (frame.child() != null && frame.span() != null) {
                ready.add(goOn(slot, frame.child(), frame.span()));
            }
        }
        return finished(slots, ready);
    }

    private Hold hold() {
        return place.scope().hold();
    }

    /** A call that paused beneath goes on; one whose tool the agent has no more fails, and with it what paused. */
    private Runnable goOn(CallSlot slot, Frame child, SpanFrame left) {
        return () -> {
            var span = new ToolSpan(hold().reopen(left));
            var tool = tool(slot);
            if (tool.isPresent()) {
                start(slot, tool.get(), span);
                return;
            }
            var why = unknown(slot.frame().tool());
            Ends.abandoned(engine, hold(), Stream.of(child), why.text());
            span.fail(why.type(), why.text(), null);
            unmade(slot, why);
        };
    }

    private void prepare(CallSlot slot, Deque<Runnable> ready) {
        var tool = tool(slot);
        var refusal = tool.isEmpty()
                ? unknown(slot.frame().tool())
                : tool.get().refusal(slot.frame().arguments());
        if (refusal != null || tool.isEmpty()) {
            ready.add(() -> refuse(slot, refusal == null ? unknown(slot.frame().tool()) : refusal));
        } else if (!tool.get().policy().confirmation()) {
            ready.add(() -> start(slot, tool.get(), null));
        } else if (hooks.seesToolsBefore()) {
            slot.check(Checking.start(hooks, place, slot.frame()));
        } else {
            slot.become(approvals.ask(slot.frame(), tool.get()));
        }
    }

    /** Asks for an approval of a call as its hooks left it. */
    private void ask(CallSlot slot, String arguments) {
        slot.become(slot.frame().with(arguments));
        var tool = tool(slot).orElseThrow();
        var refusal = tool.refusal(arguments);
        if (refusal == null) {
            slot.become(approvals.ask(slot.frame(), tool));
        } else {
            refuse(slot, refusal);
        }
    }

    private void decided(CallSlot slot, Waiting waiting, Decision decision, Deque<Runnable> ready) {
        var outcome = approvals.decided(slot.frame(), decision);
        slot.become(outcome.frame());
        if (waiting.checked()) {
            slot.checked();
        }
        var tool = tool(slot);
        var refused = outcome.refusal();
        if (refused != null) {
            ready.add(() -> unmade(slot, refused));
        } else if (tool.isEmpty()) {
            ready.add(() -> refuse(slot, unknown(slot.frame().tool())));
        } else {
            slot.approved(waiting.id());
            var refusal = tool.get().refusal(slot.frame().arguments());
            ready.add(refusal == null ? () -> start(slot, tool.get(), null) : () -> refuse(slot, refusal));
        }
    }

    private Optional<AgentTool> tool(CallSlot slot) {
        return agent.tools().stream()
                .filter(candidate -> candidate.name().equals(slot.frame().tool()))
                .findFirst();
    }

    private ToolResult.Failed unknown(String name) {
        var names = agent.tools().stream().map(AgentTool::name).toList();
        return new ToolResult.Failed(
                "unknown_tool",
                "there is no tool \"" + name + "\"; there "
                        + (names.isEmpty() ? "are none" : "are: " + String.join(", ", names)),
                null);
    }

    private void refuse(CallSlot slot, ToolResult.Failed why) {
        begun(slot, tool(slot).orElse(null)).fail(why.type(), why.text(), why.cause());
        unmade(slot, why);
    }

    /** A call that is not made ends as one that failed; of its hooks those in the background hear of it. */
    private void unmade(CallSlot slot, ToolResult.Failed why) {
        var use = use(slot, why);
        hooks.toolUnmade(use);
        told(slot, use);
    }

    private static ToolUse use(CallSlot slot, ToolResult.Failed why) {
        return new ToolUse(
                slot.frame().id(),
                slot.frame().tool(),
                slot.frame().arguments(),
                why.text(),
                why.type(),
                Duration.ZERO);
    }

    private ToolSpan begun(CallSlot slot, @Nullable AgentTool tool) {
        var frame = slot.frame();
        var span = place.span()
                .tool(
                        frame.id(),
                        frame.tool(),
                        frame.arguments(),
                        tool == null ? null : tool.specification().description());
        listener.tell(new AgentEvent.ToolStarted(
                place.run(),
                frame.id(),
                frame.tool(),
                frame.arguments(),
                span.step().id()));
        return span;
    }

    private void start(CallSlot slot, AgentTool tool, @Nullable ToolSpan reopened) {
        var span = reopened == null ? begun(slot, tool) : reopened;
        var own = tool.policy().timeout();
        var limit = own == null ? agent.limits().tool() : own;
        var call = new ToolCall(place, hooks, tool, slot, span, limit);
        slot.make(call);
        // What paused beneath is the call's from now on: it goes on, or ends with the call.
        slot.become(slot.frame().with(slot.frame().arguments()));
        call.start();
    }

    private List<CallFrame> finished(List<CallSlot> slots, Deque<Runnable> ready) {
        RuntimeException failure = null;
        try {
            while (true) {
                while (!ready.isEmpty()
                        && failure == null
                        && running(slots) < agent.limits().parallelTools()) {
                    ready.poll().run();
                }
                if (slots.stream().noneMatch(CallSlot::isBusy)) {
                    break;
                }
                awaitOne(slots);
                failure = collect(slots, failure);
            }
        } catch (RunStopped e) {
            slots.forEach(slot -> slot.stop(e));
            abandon(slots, e);
            throw e;
        }
        if (failure != null) {
            abandon(slots, new RunStopped(Ends.line(failure)));
            throw failure;
        }
        return slots.stream().map(CallSlot::frame).toList();
    }

    /** Ends the steps of calls that wait, and of what paused beneath them. */
    private void abandon(List<CallSlot> slots, RunStopped why) {
        approvals.stop(slots.stream().map(CallSlot::frame).toList(), why);
        for (var slot : slots) {
            var child = slot.frame().child();
            if (child != null) {
                Ends.abandoned(engine, hold(), Stream.of(child), why.reason());
            }
            if (slot.frame().span() != null) {
                hold().reopen(slot.frame().span()).cancelled(why.reason());
            }
        }
    }

    private static int running(List<CallSlot> slots) {
        return (int) slots.stream().filter(slot -> slot.call() != null).count();
    }

    private void awaitOne(List<CallSlot> slots) {
        var deadline = slots.stream().mapToLong(CallSlot::deadline).min().orElse(Inbox.NEVER);
        var ended = place.thread().await(() -> slots.stream().anyMatch(CallSlot::isDone), deadline);
        if (!ended) {
            slots.forEach(slot -> slot.expire(System.nanoTime()));
        }
    }

    private @Nullable RuntimeException collect(List<CallSlot> slots, @Nullable RuntimeException before) {
        var failure = before;
        for (var slot : slots) {
            if (!slot.isDone()) {
                continue;
            }
            try {
                collect(slot);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        return failure;
    }

    /** Throws what ends the run. */
    private void collect(CallSlot slot) {
        var checking = slot.checking();
        if (checking != null) {
            slot.check(null);
            ask(slot, checking.arguments());
            return;
        }
        var call = slot.call();
        if (call == null) {
            return;
        }
        slot.make(null);
        var end = call.end();
        if (end.failure() != null) {
            throw end.failure();
        } else if (end.use() != null) {
            if (!call.isSeenByHooks()) {
                hooks.toolUnmade(end.use());
            }
            told(slot, end.use());
        } else if (end.paused() != null) {
            slot.become(slot.frame().paused(call.step().frame(), end.paused()));
        }
    }

    private void told(CallSlot slot, ToolUse use) {
        slot.become(slot.frame().done(use, shown(use.result())));
        listener.tell(new AgentEvent.ToolEnded(place.run(), use));
    }

    /** What the model is shown of a result: not more of it than it can read. */
    private String shown(String result) {
        var most = agent.limits().toolText();
        if (result.length() <= most) {
            return result;
        }
        var end = Character.isHighSurrogate(result.charAt(most - 1)) ? most - 1 : most;
        return result.substring(0, end) + "\n[cut: the first " + end + " of " + result.length() + " characters]";
    }
}
