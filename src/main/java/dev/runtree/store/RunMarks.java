package dev.runtree.store;

/**
 * What a list shows of the annotations of a run and its steps. Its tags are among those of the run.
 *
 * @param starred whether the run itself has a star
 * @param starredSteps how many of its steps have one
 * @param notes how many notes there are
 * @param scores how many scores there are
 */
public record RunMarks(boolean starred, int starredSteps, int notes, int scores) {
    public static final RunMarks NONE = new RunMarks(false, 0, 0, 0);

    RunMarks plus(RunMarks more) {
        return new RunMarks(
                starred || more.starred, starredSteps + more.starredSteps, notes + more.notes, scores + more.scores);
    }
}
