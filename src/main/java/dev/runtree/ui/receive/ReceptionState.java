package dev.runtree.ui.receive;

import dev.runtree.receive.endpoint.EndpointStatus;
import dev.runtree.receive.endpoint.FreePorts;
import dev.runtree.store.WriteStatus;
import dev.runtree.ui.Messages;
import org.jspecify.annotations.Nullable;

/** How receiving goes. */
public sealed interface ReceptionState {

    /** There is no database to receive into yet. */
    record NoDatabase() implements ReceptionState {}

    /** The user switched it off. */
    record Off() implements ReceptionState {}

    /** The ports are being opened. */
    record Starting() implements ReceptionState {}

    /**
     * @param unseen whether something was refused that nobody has looked at
     * @param writing how what is received gets into the database
     */
    record Listening(Addresses addresses, EndpointStatus status, boolean unseen, WriteStatus writing)
            implements ReceptionState {}

    /**
     * Somebody else listens there.
     *
     * @param holder who it is, in words; {@code null} where the system does not tell
     * @param ours whether it is a Runtree of the same data folder, so that traces arrive all the same
     * @param free other ports, of which both are free; {@code null} when none is
     */
    record Taken(
            int port,
            @Nullable String holder,
            boolean ours,
            @Nullable FreePorts free) implements ReceptionState {

        /** Who listens there and what that means, in a sentence or two. */
        public String words() {
            var number = String.valueOf(port);
            if (holder == null) {
                return Messages.text("receive.taken.unknown", number);
            }
            return Messages.text(ours ? "receive.taken.ours" : "receive.taken.by", number, holder);
        }
    }

    /** @param reason in one sentence, what and what to do */
    record Unable(String reason) implements ReceptionState {}
}
