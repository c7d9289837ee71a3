package dev.poemcp.emulator.channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A waiting long poll, which takes one frame; {@code answer} completes with it. */
final class LongPoll implements Outlet {
    private final Channels channels;
    private final Channel channel;
    private final CompletableFuture<String> answer;

    LongPoll(Channels channels, Channel channel, CompletableFuture<String> answer) {
        this.channels = channels;
        this.channel = channel;
        this.answer = answer;
    }

    @Override
    public void send(String frame) {
        channels.detach(channel, this);
        answer.complete(frame);
    }

    @Override
    public void close() {
        send(new Channel.Frame(channel.seq(), List.of()).text());
    }

    /** A poll shares its connection with other requests, so it is only left without an answer. */
    @Override
    public void blackHole() {
        channels.detach(channel, this);
    }

    @Override
    public void abort() {
        close();
    }
}
