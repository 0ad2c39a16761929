package dev.runtree.model.watch;

import java.util.List;

/**
 * Who had runs made.
 *
 * @param top the busiest first; runs for nobody in particular are there under an empty name
 * @param others the runs of all others, by stretch
 * @param now how many different ones there are
 * @param before in the period before, which is as long
 */
public record UserActivity(Course course, List<OfUser> top, List<Long> others, Count now, Count before) {
    public UserActivity {
        top = List.copyOf(top);
        others = List.copyOf(others);
    }

    /** The runs for one user. */
    public record OfUser(String user, List<Long> stretches, long runs) {
        public OfUser {
            stretches = List.copyOf(stretches);
        }
    }

    /** How many different users were named, and how many runs there were, for somebody and for nobody. */
    public record Count(long users, long runs) {}
}
