package dev.runtree.agent;

import org.jspecify.annotations.Nullable;

/**
 * A part of a team.
 *
 * @param component an agent or another team
 * @param role what it is good for, told to the leader; {@code null} to tell its name alone
 */
public record TeamMember(Component component, @Nullable String role) {

    public String id() {
        return component.id();
    }

    /** One line of the leader's list of members. */
    String line() {
        var name = component.name().equals(id()) ? "" : " (" + component.name() + ")";
        return "- " + id() + name + (role == null ? "" : ": " + role);
    }
}
