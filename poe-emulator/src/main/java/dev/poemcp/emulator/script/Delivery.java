package dev.poemcp.emulator.script;

import java.util.Set;

/**
 * How the events of an answer travel.
 *
 * @param doubled each event twice
 * @param swapped neighbouring texts exchanged, so that an older one arrives after a newer
 * @param badInnerMessage an inner message that is no JSON, and one of an unknown type, stand among the good ones
 * @param otherChats each event comes with one of another chat and one of another message in the same chat
 * @param perFrame how many updates wait to share a frame
 * @param lost which updates of the text never arrive, counted from 1
 * @param textOnlyAtEnd updates before the last one hold no text
 * @param jobEndsFirst the job's end is told before the last message
 * @param unsaid no event at all; only reading the chat shows the answer
 */
public record Delivery(
        boolean doubled,
        boolean swapped,
        boolean badInnerMessage,
        boolean otherChats,
        int perFrame,
        Set<Integer> lost,
        boolean textOnlyAtEnd,
        boolean jobEndsFirst,
        boolean unsaid) {
    public static final Delivery PLAIN = new Delivery(false, false, false, false, 1, Set.of(), false, false, false);
}
