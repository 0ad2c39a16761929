package dev.runtree.ui.shell;

import dev.runtree.ui.Messages;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.receive.ReceptionState;
import dev.runtree.ui.receive.StatusSegment;

/** Receiving as the window shows it: a segment of the status line, and a banner when it cannot. */
final class ReceiveDesk {
    private final Reception reception;
    private final Banner banner;

    ReceiveDesk(Reception reception, Banner banner) {
        this.reception = reception;
        this.banner = banner;
        reception.stateProperty().subscribe(this::warn);
    }

    /** @param more shows the details */
    StatusSegment segment(Runnable more) {
        return new StatusSegment(reception, more);
    }

    /** What stands in the way is told once, with the way around it; the segment goes on telling. */
    private void warn(ReceptionState state) {
        switch (state) {
            case ReceptionState.Taken taken when !taken.ours() -> taken(taken);
            case ReceptionState.Listening now -> banner.hide(this);
            case ReceptionState.Off off -> banner.hide(this);
            default -> {}
        }
    }

    private void taken(ReceptionState.Taken taken) {
        var free = taken.free();
        if (free == null) {
            banner.show(taken.words(), null);
        } else {
            var use = Messages.text("receive.use", String.valueOf(free.http()));
            banner.offer(this, taken.words(), use, () -> reception.listenOn(free));
        }
    }
}
