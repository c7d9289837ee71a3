package dev.poemcp.emulator.script;

import java.util.Set;

/**
 * How the events of a reply are delivered.
 *
 * @param doubled each event is sent twice
 * @param outOfOrder adjacent updates are swapped, so that an older text arrives after a newer one
 * @param malformedMessages malformed inner messages and one of an unknown type are sent with the valid ones
 * @param unrelatedEvents each update is sent with one of another chat and one of another message in the same chat
 * @param updatesPerFrame number of updates that share a frame
 * @param lostUpdates updates of the message that are never sent, counted from 1
 * @param textOnlyAtEnd updates before the last one contain no text
 * @param jobEndsFirst the job's end is published before the last message
 * @param noEvents no event is published; only reading the chat shows the reply
 */
public record Delivery(
        boolean doubled,
        boolean outOfOrder,
        boolean malformedMessages,
        boolean unrelatedEvents,
        int updatesPerFrame,
        Set<Integer> lostUpdates,
        boolean textOnlyAtEnd,
        boolean jobEndsFirst,
        boolean noEvents) {}
