package dev.runtree.export.training;

import java.util.ArrayList;
import java.util.List;

/** Puts the calls of a session with one agent, or of one run, together to as few strands as they are. */
final class Strands {
    /** So many strands are looked at for each call: of a run that asks thousands of unlike questions, each is one. */
    private static final int LOOKED_AT = 32;

    private final List<Strand> strands = new ArrayList<>();
    private int failed;

    /** A call that failed is no part of a strand: the agent asked again, or gave up. */
    void add(Exchange exchange) {
        if (exchange.lack() == Reason.FAILED || exchange.lack() == Reason.NO_ANSWER) {
            failed++;
            return;
        }
        var newest = strands.reversed().stream().limit(LOOKED_AT).toList();
        var isTurn = exchange.run().parentRunId() == null;
        if (newest.stream().noneMatch(strand -> strand.goesOn(exchange))
                && newest.stream().noneMatch(strand -> strand.goesOnLater(exchange, isTurn))) {
            strands.add(new Strand(exchange));
        }
    }

    List<Strand> strands() {
        return strands;
    }

    /** How many calls were left out because they failed. */
    int failed() {
        return failed;
    }
}
