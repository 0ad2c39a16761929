package dev.runtree.ui.receive;

import dev.runtree.ui.Messages;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** What the states of receiving are called, and how their dot looks. */
final class Wording {
    private static final PseudoClass AWAY = PseudoClass.getPseudoClass("away");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");
    private static final PseudoClass REFUSING = PseudoClass.getPseudoClass("refusing");

    private Wording() {}

    /** In a line. */
    static String of(ReceptionState state) {
        return switch (state) {
            case ReceptionState.NoDatabase none -> Messages.text("receive.none");
            case ReceptionState.Off off -> Messages.text("receive.off");
            case ReceptionState.Starting starting -> Messages.text("receive.starting");
            case ReceptionState.Listening now when now.writing().refusal() != null -> Messages.text("receive.full");
            case ReceptionState.Listening now when now.writing().away() != null -> Messages.text("receive.away");
            case ReceptionState.Listening now when now.unseen() -> Messages.text("receive.refused");
            case ReceptionState.Listening now when now.status().requests() == 0 -> Messages.text("receive.quiet");
            case ReceptionState.Listening now -> Messages.text("receive.listening");
            case ReceptionState.Taken taken when taken.ours() -> Messages.text("receive.ours");
            case ReceptionState.Taken taken -> Messages.text("receive.taken", String.valueOf(taken.port()));
            case ReceptionState.Unable unable -> Messages.text("receive.unable");
        };
    }

    /** In a few words, behind the address in the status line. */
    static String brief(ReceptionState state) {
        return switch (state) {
            case ReceptionState.NoDatabase none -> "";
            case ReceptionState.Off off -> Messages.text("receive.brief.off");
            case ReceptionState.Starting starting -> Messages.text("receive.brief.starting");
            case ReceptionState.Listening now
            when now.writing().refusal() != null ->
                Messages.text("receive.brief.full", spans(now.writing().spans()));
            case ReceptionState.Listening now
            when now.writing().away() != null ->
                Messages.text("receive.brief.away", spans(now.writing().spans()));
            case ReceptionState.Listening now
            when now.writing().spans() > 0 ->
                Messages.text("receive.brief.returning", spans(now.writing().spans()));
            case ReceptionState.Listening now -> spans(now.status().spans());
            case ReceptionState.Taken taken when taken.ours() -> Messages.text("receive.brief.ours");
            case ReceptionState.Taken taken -> Messages.text("receive.brief.taken");
            case ReceptionState.Unable unable -> Messages.text("receive.brief.unable");
        };
    }

    static String spans(long spans) {
        return Messages.counted(spans, "run.span", "run.spans");
    }

    static void colour(Node dot, ReceptionState state) {
        boolean away = state instanceof ReceptionState.Unable
                || (state instanceof ReceptionState.Listening now
                        && now.writing().refusal() != null)
                || (state instanceof ReceptionState.Taken taken && !taken.ours());
        boolean listens = state instanceof ReceptionState.Listening;
        dot.pseudoClassStateChanged(AWAY, away);
        dot.pseudoClassStateChanged(WAITING, !away && !listens);
        dot.pseudoClassStateChanged(
                REFUSING,
                state instanceof ReceptionState.Listening now
                        && !away
                        && (now.unseen() || now.writing().away() != null));
    }
}
