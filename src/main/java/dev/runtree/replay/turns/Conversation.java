package dev.runtree.replay.turns;

import dev.runtree.model.ConversationId;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.CannotReplay;
import dev.runtree.replay.RunReader;
import dev.runtree.store.ConversationQueries;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The turns of a session as they were recorded, the first one first. All of them are in memory.
 *
 * @param session as its producer named it
 */
public record Conversation(String session, List<Turn> turns) {
    /** A conversation of more turns is hardly replayed by anybody, and costs what it costs. */
    private static final int MOST_TURNS = 1_000;

    /** What is known of so many steps is held in memory at once. */
    private static final int MOST_STEPS = 100_000;

    private static final Pattern REPLAYED = Pattern.compile("\\.replay-[0-9a-f]{8}$");

    public Conversation {
        turns = List.copyOf(turns);
    }

    /**
     * Reads it.
     *
     * @param progress is told how many turns are read, as they are
     * @throws CannotReplay when there is no such session, or too much of it
     */
    public static Conversation read(Database database, String session, IntConsumer progress) {
        var queries = new RunQueries(database);
        var turns = new ArrayList<Turn>();
        var steps = 0;
        for (var run : runs(new ConversationQueries(database), session)) {
            var trace = queries.run(run.id())
                    .fetch()
                    .orElseThrow(
                            () -> new CannotReplay("The run " + run.runId() + " is not in the database any more."));
            steps += trace.spans().size();
            if (steps > MOST_STEPS) {
                throw new CannotReplay("The session " + session + " has more than " + Figures.count(MOST_STEPS)
                        + " steps, and no more can be replayed at once. Replay its runs one by one.");
            }
            turns.add(new Turn(turns.size() + 1, trace, new RunReader(queries, trace).fetch()));
            progress.accept(turns.size());
        }
        return new Conversation(session, turns);
    }

    private static List<Run> runs(ConversationQueries queries, String session) {
        var runs = queries.turns(ConversationId.session(session), null, MOST_TURNS + 1)
                .fetch();
        if (runs.isEmpty()) {
            throw new CannotReplay("No run belongs to a session \"" + session + "\". The whole of its id is needed; "
                    + "runtree ls --json tells the session_id of runs.");
        }
        if (runs.size() > MOST_TURNS) {
            throw new CannotReplay("The session " + session + " has more than " + Figures.count(MOST_TURNS)
                    + " turns, and no more can be replayed at once. Replay its runs one by one.");
        }
        return runs;
    }

    /** An id for the session of a replay: the one it replays, and something that tells it from other replays of that. */
    public String newSession() {
        return REPLAYED.matcher(session).replaceAll("")
                + ".replay-%08x".formatted(RandomGenerator.getDefault().nextInt());
    }
}
