package dev.runtree.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An agent that leads others. The team's id and name, its instructions, hooks, guardrails and limits are its leader's, and its
 * run takes the place of the leader's; what members do are runs of their own beneath it, in the same session.
 *
 * @param leader whose model decides who does what
 * @param members each id once
 */
public record Team(Agent leader, TeamMode mode, List<TeamMember> members) implements Component {

    public Team {
        members = List.copyOf(members);
    }

    /** A team that coordinates its members, unless another mode is set. */
    public static TeamBuilder ledBy(Agent leader) {
        return new TeamBuilder(leader);
    }

    @Override
    public String id() {
        return leader.id();
    }

    @Override
    public String name() {
        return leader.name();
    }

    /** @throws IllegalArgumentException when there is none of this id */
    TeamMember member(String id) {
        return members.stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no member \"" + id + "\"; there are: "
                        + members.stream().map(TeamMember::id).collect(Collectors.joining(", "))));
    }

    /** The same team on another model; its members keep theirs. */
    public Team withModel(dev.runtree.agent.model.Model other) {
        return new Team(leader.withModel(other), mode, members);
    }

    /** What the leader is told of its members, behind its own instructions. */
    String briefing() {
        var task = switch (mode) {
            case COORDINATE ->
                "You lead a team. Hand tasks to its members with " + Delegation.TOOL
                        + ", several at once where they do not depend on each other, and answer with what they found."
                        + " A member sees only the task that you write, not this conversation.";
            case ROUTE ->
                "You lead a team. Choose the one member that suits the request best and hand it over with "
                        + Delegation.TOOL
                        + ": the member's answer goes to the user as it is. Answer yourself only when no member suits.";
            case COLLABORATE ->
                "You lead a team. All members have worked on the request; compare what they found, say where they"
                        + " disagree, and answer.";
        };
        var roster = members.stream().map(TeamMember::line).collect(Collectors.joining("\n"));
        return task + "\n\nMembers:\n" + roster;
    }

    /** The calls with which the team begins, before its leader is asked: when all collaborate, one to each member. */
    List<ToolExecutionRequest> opening(String question) {
        return mode == TeamMode.COLLABORATE
                ? members.stream()
                        .map(member -> Delegation.to(member, question))
                        .toList()
                : List.of();
    }
}
