package dev.runtree.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Team}; it needs a member at least. */
public final class TeamBuilder {
    private final Agent leader;
    private TeamMode mode = TeamMode.COORDINATE;
    private final List<TeamMember> members = new ArrayList<>();

    TeamBuilder(Agent leader) {
        this.leader = leader;
    }

    public TeamBuilder mode(TeamMode value) {
        mode = value;
        return this;
    }

    /**
     * Adds an agent or a team.
     *
     * @param role what it is good for, told to the leader
     * @throws IllegalArgumentException when there is one of its id already, or it is a workflow
     */
    public TeamBuilder member(Component member, @Nullable String role) {
        if (member instanceof Workflow) {
            throw new IllegalArgumentException("the workflow \"" + member.id() + "\" cannot be a member of a team");
        }
        if (member.id().equals(leader.id())
                || members.stream().anyMatch(other -> other.id().equals(member.id()))) {
            throw new IllegalArgumentException(
                    "the team " + leader.id() + " has two of the id \"" + member.id() + "\"");
        }
        members.add(new TeamMember(member, role));
        return this;
    }

    /** Adds agents or teams that are told by their names alone. */
    public TeamBuilder members(Component... values) {
        for (var value : values) {
            member(value, null);
        }
        return this;
    }

    /** @throws IllegalStateException when it has no members */
    public Team build() {
        if (members.isEmpty()) {
            throw new IllegalStateException("the team " + leader.id() + " has no members");
        }
        return new Team(leader, mode, members);
    }
}
