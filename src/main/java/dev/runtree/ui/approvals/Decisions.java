package dev.runtree.ui.approvals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.tool.ArgumentSchema;
import dev.runtree.agent.tool.BadArguments;
import dev.runtree.model.Approval;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.ApprovalQueue.Outcome;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the reader decides, in the name of the account that the window runs under, and tells what became of it: of two
 * who decide the second is told who was first.
 */
public final class Decisions {
    private static final JsonMapper JSON = new JsonMapper();

    private final Background background;
    private final ApprovalQueue queue;
    private Consumer<Approval> decided = approval -> {};
    private Consumer<Approval> ready = approval -> {};

    /** @param queue of the primary database, where there are two */
    public Decisions(Background background, ApprovalQueue queue) {
        this.background = background;
        this.queue = queue;
    }

    /** In whose name decisions are noted. */
    public static String decider() {
        return System.getProperty("user.name", "unknown");
    }

    /** Told on the JavaFX thread of each approval that turned out to have ended, by whomever. */
    public void onEnded(Consumer<Approval> handler) {
        decided = handler;
    }

    /** Told of each decision after which the run goes on as soon as somebody takes it up; not on the JavaFX thread. */
    public void onReady(Consumer<Approval> handler) {
        ready = handler;
    }

    /** Has what is decided in a card written, and the card show what became of it. */
    public void attach(ApprovalCard card) {
        card.onApprove(arguments -> {
            card.setWorking(true);
            background.call(
                    () -> approve(card.approval(), arguments), outcome -> end(card, outcome), why -> fail(card, why));
        });
        card.onReject(reason -> {
            card.setWorking(true);
            background.call(
                    () -> reject(card.approval(), reason), outcome -> end(card, outcome), why -> fail(card, why));
        });
    }

    /**
     * Approves. Not on the JavaFX thread.
     *
     * @throws IllegalArgumentException when the tool would not take the arguments
     * @throws dev.runtree.store.StoreException when it cannot be written
     */
    Outcome approve(Approval approval, @Nullable String arguments) {
        if (arguments != null) {
            check(approval, arguments);
        }
        return told(queue.approve(approval.id(), decider(), arguments, null));
    }

    /** Rejects. Not on the JavaFX thread. */
    Outcome reject(Approval approval, @Nullable String reason) {
        return told(queue.reject(approval.id(), decider(), reason));
    }

    private Outcome told(Outcome outcome) {
        if (outcome instanceof Outcome.Decided now && now.isRunReady()) {
            ready.accept(now.now());
        }
        return outcome;
    }

    private static void check(Approval approval, String arguments) {
        var schema = approval.schema();
        if (schema == null) {
            return;
        }
        try {
            ArgumentSchema.of(ApprovalWords.tool(approval), JSON.readTree(schema))
                    .read(arguments);
        } catch (BadArguments e) {
            throw new IllegalArgumentException(
                    Messages.text("approvals.schema", ApprovalWords.tool(approval), String.valueOf(e.getMessage())), e);
        } catch (JsonProcessingException unreadable) {
            // What cannot be read cannot be held against them: the tool itself will say.
        }
    }

    private void end(ApprovalCard card, Outcome outcome) {
        card.setWorking(false);
        switch (outcome) {
            case Outcome.Decided now -> {
                card.show(now.now());
                decided.accept(now.now());
            }
            case Outcome.TooLate now -> {
                card.show(now.now());
                card.tell(ApprovalWords.tooLate(now.now()));
                decided.accept(now.now());
            }
            case Outcome.Unknown gone -> card.tell(Messages.text("approvals.gone"));
        }
    }

    private static void fail(ApprovalCard card, RuntimeException why) {
        card.setWorking(false);
        card.tell(Messages.text("approvals.not.written", String.valueOf(why.getMessage())));
    }
}
