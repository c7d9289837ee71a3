package dev.poemcp.emulator.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What can stand in a frame. */
public sealed interface Event {
    /**
     * Something happened to an entity.
     *
     * @param subscription name of the subscription that tells of it
     * @param key value of the subscription's variable, e.g. a chat's id; null where it has none
     * @param entity the entity with all its fields
     */
    record Update(String subscription, @Nullable Long key, ObjectNode entity) implements Event {}

    /** An inner message as it stands, whatever anybody subscribed to. */
    record Raw(String innerText) implements Event {}
}
