package dev.runtree.agent.background;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.model.SpanId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Hooks of one application, which note how they are called. */
final class Calls implements BackgroundHooks.Caller {
    private final String hook;
    private final Work work;
    private final List<Call> made = new CopyOnWriteArrayList<>();

    record Call(
            BackgroundEvent event, int attempt, @Nullable String reason) {}

    interface Work {
        void call(BackgroundEvent event, int attempt) throws Exception;
    }

    Calls(String hook, Work work) {
        this.hook = hook;
        this.work = work;
    }

    static BackgroundEvent event(String hook, String answer) {
        return new BackgroundEvent(
                UUID.randomUUID().toString(),
                "desk",
                hook,
                HookStage.POST,
                new SpanId("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"),
                JsonNodeFactory.instance.objectNode().put("answer", answer),
                Instant.parse("2026-11-26T03:00:00Z"));
    }

    List<Call> made() {
        return made;
    }

    @Override
    public boolean knows(BackgroundEvent event) {
        return event.hook().equals(hook);
    }

    @Override
    public void call(BackgroundEvent event, int attempt) throws Exception {
        made.add(new Call(event, attempt, null));
        work.call(event, attempt);
    }

    @Override
    public void callNow(BackgroundEvent event, String reason) throws Exception {
        made.add(new Call(event, 1, reason));
        work.call(event, 1);
    }
}
