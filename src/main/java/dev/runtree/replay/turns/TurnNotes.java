package dev.runtree.replay.turns;

import dev.runtree.model.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of turns before a conversation is replayed: what is so with several of them in one line. */
public final class TurnNotes {
    private final Map<String, Said> byKind = new LinkedHashMap<>();

    private static final class Said {
        private final int turn;
        private final String text;
        private int more;

        Said(int turn, String text) {
            this.turn = turn;
            this.text = text;
        }
    }

    /**
     * @param kind the same for what is one line
     * @param text behind the turn's number
     */
    public void add(int turn, String kind, String text) {
        var known = byKind.putIfAbsent(kind, new Said(turn, text));
        if (known != null) {
            known.more++;
        }
    }

    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var said : byKind.values()) {
            lines.add("Turn " + said.turn + said.text
                    + (said.more == 0 ? "" : ", and so with " + Figures.counted(said.more, "more turn")));
        }
        return lines;
    }
}
