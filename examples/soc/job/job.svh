// A job of mixpe_w4a8: beats of the streams in x.hex, w.hex and y.hex.
localparam int JobM = 40;
localparam int JobN = 20;
localparam int JobK = 200;
localparam int JobXBeats = 320;
localparam int JobWBeats = 120;
localparam int JobYBeats = 200;
localparam int JobXStream = 256;
localparam int JobWStream = 1024;
localparam int JobYStream = 256;
