package dev.poemcp.emulator.control;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How strict and how complete the site is. The defaults are the strictest site that docs/poe-protocol.md describes;
 * each setting takes effect immediately and stays.
 */
public final class SiteBehavior {
    private volatile ReadGate readGate = ReadGate.STRICT;
    private volatile SignedOutPage signedOutPage = SignedOutPage.REDIRECT;
    private volatile OptionalInt signedOutStatus = OptionalInt.empty();
    private volatile ChannelData channelData = ChannelData.COMPLETE;
    private volatile boolean channelInPage = true;
    private volatile GetterResult getterResult = GetterResult.USUAL;
    private volatile long getterRounds;
    private volatile boolean pointLimitEnforced = true;
    private volatile String announcement = "";
    private volatile ProtectionMode protection = ProtectionMode.NONE;
    private volatile ProtectedPart protectedPart = ProtectedPart.EVERYTHING;
    private volatile SessionState session = SessionState.SIGNED_IN;
    private volatile PageForm page = PageForm.COMPLETE;
    private volatile boolean postsLimited;
    private volatile Duration delay = Duration.ZERO;

    SiteBehavior() {}

    /** What the gate requires of a post that only reads. For posts that write it is always strict. */
    public enum ReadGate {
        /** Formkey, tag and headers as for a write. */
        STRICT,
        /**
         * Cookies, {@code poegraphql}, {@code poe-queryname} and any {@code poe-tag-id}; formkey, channel and revision
         * are not checked. Seen at the site by five public clients in 2026 (docs/poe-protocol.md §1.5).
         */
        ANY_TAG,
        /**
         * As {@link #ANY_TAG}, also without a tag, and for public queries (explore, rate card, leaderboard) without
         * cookies: seen once, in March 2026 (docs/poe-protocol.md §1.5).
         */
        NO_TAG
    }

    /** The page that a browser gets after its session has ended. */
    public enum SignedOutPage {
        /** 307 to the login page (docs/poe-protocol.md §3.5). */
        REDIRECT,
        /** A page for guests: status 200, with a null viewer in its data. */
        NO_VIEWER
    }

    /** What {@code GET /api/settings} contains about the channel. */
    public enum ChannelData {
        /** The seven keys of docs/poe-protocol.md §5.1. */
        COMPLETE,
        /** An object of an invented shape, as after a change of the site. */
        OTHER_SHAPE,
        /** A settings object without {@code tchannelData}. */
        ABSENT
    }

    /** What the page's formkey function returns to a browser; {@code poe.account()} always has the accepted key. */
    public enum GetterResult {
        /** The key and two more digits, 34 characters (docs/poe-protocol.md §2.1). */
        USUAL,
        /** The key and a longer tail that is not hexadecimal; the first 32 characters are valid. */
        LONGER,
        /** The first 20 characters of the key, which the site rejects. */
        SHORTER,
        /** 32 characters that are not hexadecimal digits. */
        NOT_HEX
    }

    /** What posts that only read must present; initially {@link ReadGate#STRICT}. */
    public void readGate(ReadGate value) {
        readGate = value;
    }

    public ReadGate readGate() {
        return readGate;
    }

    /** The page after the session has ended; initially {@link SignedOutPage#REDIRECT}. */
    public void signedOutPage(SignedOutPage value) {
        signedOutPage = value;
    }

    public SignedOutPage signedOutPage() {
        return signedOutPage;
    }

    /**
     * The plain status that posts of an ended session get instead of the response that the options select; public
     * clients of 2026 see both (docs/poe-protocol.md §3.5).
     *
     * @param status 401 or 403
     */
    public void signedOutStatus(int status) {
        if (status != 401 && status != 403) {
            throw new IllegalArgumentException("status must be 401 or 403, not " + status);
        }
        signedOutStatus = OptionalInt.of(status);
    }

    /** Ends {@link #signedOutStatus(int)}. */
    public void noSignedOutStatus() {
        signedOutStatus = OptionalInt.empty();
    }

    public OptionalInt signedOutStatus() {
        return signedOutStatus;
    }

    /**
     * What the settings contain about the channel. Unless they are {@link ChannelData#COMPLETE}, messages are accepted
     * without a channel, since clients cannot have one.
     */
    public void channelData(ChannelData value) {
        channelData = value;
    }

    public ChannelData channelData() {
        return channelData;
    }

    /** Whether pages contain the channel's data, in builds where they can; initially true. */
    public void channelInPage(boolean value) {
        channelInPage = value;
    }

    public boolean channelInPage() {
        return channelInPage;
    }

    /** What the page's formkey function returns; initially {@link GetterResult#USUAL}. */
    public void getterResult(GetterResult value) {
        getterResult = value;
    }

    public GetterResult getterResult() {
        return getterResult;
    }

    /**
     * Makes the formkey function compute before it returns. The real one takes 2 to 5 s in native QuickJS
     * (docs/poe-protocol.md §2.2); the time per round depends on the interpreter.
     *
     * @param rounds of a loop of one multiplication and one division; initially 0
     */
    public void getterRounds(long rounds) {
        getterRounds = rounds;
    }

    public long getterRounds() {
        return getterRounds;
    }

    /** What stands in front of the site, like Cloudflare at the real one (docs/poe-protocol.md §1.1, §3.5). */
    public enum ProtectionMode {
        NONE,
        /**
         * Every request needs a clearance cookie, which is valid for one user agent; a browser gets it by a challenge in
         * its page. Static files and the realtime socket need none.
         */
        CLEARANCE,
        /** As {@link #CLEARANCE}, and requests that look as no browser makes them are challenged, too. */
        BROWSER_ONLY,
        /** Every request is challenged, and nobody passes. */
        CLOSED
    }

    /** Initially {@link ProtectionMode#NONE}. */
    public void protection(ProtectionMode value) {
        protection = value;
    }

    public ProtectionMode protection() {
        return protection;
    }

    /** What the protection applies to; initially {@link ProtectedPart#EVERYTHING}. */
    public void protectedPart(ProtectedPart value) {
        protectedPart = value;
    }

    public ProtectedPart protectedPart() {
        return protectedPart;
    }

    /**
     * What the session's cookies stand for; initially {@link SessionState#SIGNED_IN}. Unlike
     * {@link PoeEmulator#endSession()} it can be changed back.
     */
    public void session(SessionState value) {
        session = value;
    }

    public SessionState session() {
        return session;
    }

    /** What pages consist of, except login and share pages; initially {@link PageForm#COMPLETE}. */
    public void page(PageForm value) {
        page = value;
    }

    public PageForm page() {
        return page;
    }

    /**
     * Whether every GraphQL post gets 429 with {@code Retry-After: 30}, for every client; pages and the realtime channel
     * are not limited. Initially false.
     */
    public void postsLimited(boolean value) {
        postsLimited = value;
    }

    public boolean postsLimited() {
        return postsLimited;
    }

    /**
     * Delay of every response of the site, executed before it, also of the realtime socket's handshake; initially none.
     * Frames are not delayed; for the official API see {@link ApiTransfer#firstByteDelay}.
     */
    public void delay(Duration value) {
        delay = value;
    }

    public Duration delay() {
        return delay;
    }

    /** A text that every page shows in its body; initially none. */
    public void announcement(String value) {
        announcement = value;
    }

    public String announcement() {
        return announcement;
    }

    /**
     * Whether a message that costs more than the account's limit waits for the user's consent: no reply starts, and
     * {@code chatModalStateChanged} announces the dialog (docs/poe-protocol.md §5.5). Initially on.
     */
    public void pointLimitEnforced(boolean value) {
        pointLimitEnforced = value;
    }

    public boolean pointLimitEnforced() {
        return pointLimitEnforced;
    }
}
