package dev.poemcp.emulator.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An inner message of a frame. */
public sealed interface Event {
    /**
     * A change of an entity.
     *
     * @param subscription name of the subscription that publishes it
     * @param key value of the subscription's variable, e.g. a chat's id; null if it has none
     * @param entity the entity with all its fields
     */
    record Update(String subscription, @Nullable Long key, ObjectNode entity) implements Event {}

    /** A raw inner message, sent to every channel with a subscription. */
    record Raw(String innerText) implements Event {}
}
