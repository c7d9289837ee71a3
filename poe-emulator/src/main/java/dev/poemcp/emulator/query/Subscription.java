package dev.poemcp.emulator.query;

import java.util.Map;

/**
 * A kind of event that clients can subscribe to.
 *
 * @param keyed whether the subscription has a variable, whose value is part of {@code unique_id}
 * @param selections the selected fields by accepted hash
 */
public record Subscription(String name, boolean keyed, Map<String, Selection> selections) {}
