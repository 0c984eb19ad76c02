;; The loops of the codecs, many numbers at once. What they compute is said in plain TypeScript in float16.ts,
;; scaled-integers.ts and float32.ts, with which they agree to the bit. `npm run kernels` compiles this to
;; codec-kernels.generated.ts.
;;
;; Each works on a chunk in memory: its numbers (f32) from 0; its bytes from $BYTES (int4's that are to be decoded from
;; $HALVES); the scales of blocks (f32) from $SCALES, and 1024 bytes after these one over each. It is told how many numbers
;; they are, a multiple of 16 (of whole blocks where there are blocks), and gives 1; or 0 where a number is one that it does
;; not take.
(module
  (memory (export "memory") 4 4)

  (global $BYTES i32 (i32.const 131072))
  (global $HALVES i32 (i32.const 163840))
  (global $SCALES i32 (i32.const 196608))

  ;; Without their signs, floats are ordered as their bits are, infinity and NaN last. This is the largest that is at
  ;; most MAX_MAGNITUDE.
  (global $LARGEST_ALLOWED i32 (i32.const 0x7149f2c9))

  (func (export "allFinite") (param $count i32) (result i32)
    (local $at i32) (local $end i32) (local $unsigned v128) (local $largest v128)
    (local.set $unsigned (i32x4.splat (i32.const 0x7fffffff)))
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      ;; In pairs: one after the other, each would wait for the one before.
      (local.set $largest (i32x4.max_s (local.get $largest) (i32x4.max_s
        (i32x4.max_s
          (v128.and (local.get $unsigned) (v128.load (local.get $at)))
          (v128.and (local.get $unsigned) (v128.load offset=16 (local.get $at))))
        (i32x4.max_s
          (v128.and (local.get $unsigned) (v128.load offset=32 (local.get $at)))
          (v128.and (local.get $unsigned) (v128.load offset=48 (local.get $at)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i32.eqz (v128.any_true (i32x4.gt_s (local.get $largest) (i32x4.splat (global.get $LARGEST_ALLOWED))))))

  ;; float16

  ;; 16 of any numbers.
  (func $encode_any_float16 (param $at i32) (param $to i32)
    (local $end i32) (local $bits v128) (local $size v128)
    (local $unsigned v128) (local $sign v128) (local $finer v128) (local $one v128) (local $rebase v128)
    (local $largest v128) (local $nan v128) (local $refused v128) (local $normal v128)
    (local.set $unsigned (i32x4.splat (i32.const 0x7fffffff)))
    (local.set $sign (i32x4.splat (i32.const 0x8000)))
    (local.set $finer (f32x4.splat (f32.const 0x1p25)))
    (local.set $one (i32x4.splat (i32.const 1)))
    (local.set $rebase (i32x4.splat (i32.const 0xc8001000)))
    (local.set $largest (i32x4.splat (i32.const 0x7bff)))
    (local.set $nan (i32x4.splat (i32.const 0x7e00)))
    (local.set $refused (i32x4.splat (i32.const 0x71800000)))
    (local.set $normal (i32x4.splat (i32.const 0x38800000)))
    (local.set $end (i32.add (local.get $to) (i32.const 32)))
    (loop $next
      (local.set $bits (v128.load (local.get $at)))
      (local.set $size (v128.and (local.get $bits) (local.get $unsigned)))
      (local.set $bits (v128.or
        (v128.and (i32x4.shr_u (local.get $bits) (i32.const 16)) (local.get $sign))
        (v128.bitselect
          ;; Below 2^-14, in steps of 2^-24.
          (i32x4.shr_u
            (i32x4.add (local.get $one)
              (i32x4.trunc_sat_f32x4_s (f32x4.mul (local.get $size) (local.get $finer))))
            (i32.const 1))
          (v128.bitselect
            (i32x4.min_s (local.get $largest)
              (i32x4.shr_u (i32x4.add (local.get $size) (local.get $rebase)) (i32.const 13)))
            (local.get $nan)
            (i32x4.lt_s (local.get $size) (local.get $refused)))
          (i32x4.lt_s (local.get $size) (local.get $normal)))))
      (v128.store64_lane 0 (local.get $to) (i16x8.narrow_i32x4_u (local.get $bits) (local.get $bits)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Fast for numbers from 2^-14 to 4, as most parameters are.
  (func (export "encodeFloat16") (param $count i32)
    (local $at i32) (local $end i32) (local $to i32)
    (local $rebase v128) (local $outside v128) (local $merge v128) (local $least v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    ;; Takes 2^-14 from the exponent, so that smaller numbers borrow from the bits that are looked at; and adds half
    ;; of the last bit that is kept.
    (local.set $rebase (i32x4.splat (i32.const 0xc7801000)))
    (local.set $outside (i32x4.splat (i32.const 0x78000000)))
    (local.set $least (i16x8.splat (i32.const 0x400)))
    ;; After the shift the sign is bit 2 of the upper half, which times 0x2000 is bit 15.
    (local.set $merge (i32x4.splat (i32.const 0x20000001)))
    (local.set $to (global.get $BYTES))
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (local.set $a (i32x4.add (v128.load (local.get $at)) (local.get $rebase)))
      (local.set $b (i32x4.add (v128.load offset=16 (local.get $at)) (local.get $rebase)))
      (local.set $c (i32x4.add (v128.load offset=32 (local.get $at)) (local.get $rebase)))
      (local.set $d (i32x4.add (v128.load offset=48 (local.get $at)) (local.get $rebase)))
      (if
        (v128.any_true (v128.and (local.get $outside) (v128.or
          (v128.or (local.get $a) (local.get $b)) (v128.or (local.get $c) (local.get $d)))))
        (then
          (call $encode_any_float16 (local.get $at) (local.get $to)))
        (else
          (v128.store (local.get $to) (i16x8.add (local.get $least) (i16x8.narrow_i32x4_u
            (i32x4.dot_i16x8_s (local.get $merge) (i32x4.shr_u (local.get $a) (i32.const 13)))
            (i32x4.dot_i16x8_s (local.get $merge) (i32x4.shr_u (local.get $b) (i32.const 13))))))
          (v128.store offset=16 (local.get $to) (i16x8.add (local.get $least) (i16x8.narrow_i32x4_u
            (i32x4.dot_i16x8_s (local.get $merge) (i32x4.shr_u (local.get $c) (i32.const 13)))
            (i32x4.dot_i16x8_s (local.get $merge) (i32x4.shr_u (local.get $d) (i32.const 13))))))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (local.set $to (i32.add (local.get $to) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; 16 of any finite numbers. Where the exponent is least, float16 has no leading 1: taken as if it had one, as x, such a
  ;; number is 2 x - 2^-14, which is less than x there alone. No subnormal number is multiplied, which takes some
  ;; processors a hundred times as long.
  (func $decode_any_float16 (param $at i32) (param $to i32) (result i32)
    (local $end i32) (local $halves v128) (local $size v128) (local $largest v128)
    (local $unsigned v128) (local $sign v128) (local $rebase v128) (local $rebase_twice v128) (local $normal v128)
    (local.set $unsigned (i32x4.splat (i32.const 0x7fff)))
    (local.set $sign (i32x4.splat (i32.const 0x80000000)))
    (local.set $rebase (i32x4.splat (i32.const 0x38000000)))
    (local.set $rebase_twice (i32x4.splat (i32.const 0x38800000)))
    (local.set $normal (f32x4.splat (f32.const 0x1p-14)))
    (local.set $end (i32.add (local.get $at) (i32.const 32)))
    (loop $next
      (local.set $halves (v128.load16x4_s (local.get $at)))
      (local.set $size (i32x4.shl (v128.and (local.get $halves) (local.get $unsigned)) (i32.const 13)))
      (local.set $largest (i32x4.max_s (local.get $largest) (local.get $size)))
      (v128.store (local.get $to) (v128.or
        (v128.and (local.get $halves) (local.get $sign))
        (f32x4.pmin
          (i32x4.add (local.get $size) (local.get $rebase))
          (f32x4.sub (i32x4.add (local.get $size) (local.get $rebase_twice)) (local.get $normal)))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i32.eqz (v128.any_true (i32x4.gt_s (local.get $largest) (i32x4.splat (i32.const 0x0f7fffff))))))

  ;; Takes what is finite. Fast for numbers from 2^-14 to 4.
  (func (export "decodeFloat16") (param $count i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32)
    (local $least v128) (local $outside v128) (local $kept v128) (local $rebase v128)
    (local $a v128) (local $b v128) (local $lower v128) (local $upper v128)
    (local.set $least (i16x8.splat (i32.const 0x400)))
    (local.set $outside (i16x8.splat (i32.const 0x4000)))
    (local.set $kept (i16x8.splat (i32.const 0x8fff)))
    (local.set $rebase (i16x8.splat (i32.const 0x3880)))
    (local.set $at (global.get $BYTES))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 1))))
    (loop $next
      (local.set $a (i16x8.sub (v128.load (local.get $at)) (local.get $least)))
      (local.set $b (i16x8.sub (v128.load offset=16 (local.get $at)) (local.get $least)))
      (if (v128.any_true (v128.and (local.get $outside) (v128.or (local.get $a) (local.get $b))))
        (then
          (if (i32.eqz (call $decode_any_float16 (local.get $at) (local.get $to))) (then (return (i32.const 0)))))
        (else
          ;; The halves of each float32, then put together.
          (local.set $lower (i16x8.shl (local.get $a) (i32.const 13)))
          (local.set $upper (i16x8.add (local.get $rebase)
            (v128.and (local.get $kept) (i16x8.shr_s (local.get $a) (i32.const 3)))))
          (v128.store (local.get $to)
            (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $lower) (local.get $upper)))
          (v128.store offset=16 (local.get $to)
            (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $lower) (local.get $upper)))
          (local.set $lower (i16x8.shl (local.get $b) (i32.const 13)))
          (local.set $upper (i16x8.add (local.get $rebase)
            (v128.and (local.get $kept) (i16x8.shr_s (local.get $b) (i32.const 3)))))
          (v128.store offset=32 (local.get $to)
            (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $lower) (local.get $upper)))
          (v128.store offset=48 (local.get $to)
            (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $lower) (local.get $upper)))))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (local.set $to (i32.add (local.get $to) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i32.const 1))

  ;; Scaled integers: int8 in blocks of 256 numbers, int4 of 128.

  ;; The scales of all blocks to $SCALES, and one over each; 0 where it is 0. All at once, so that no block waits for a
  ;; division. Takes numbers that are allowed, and scales that are not subnormal: one over those may be infinite.
  (func $scale_blocks (param $end i32) (param $block_bytes i32) (param $largest_integer f32) (result i32)
    (local $at i32) (local $block_end i32) (local $to i32)
    (local $unsigned v128) (local $largest v128) (local $scales v128) (local $refused v128)
    (local.set $unsigned (i32x4.splat (i32.const 0x7fffffff)))
    (local.set $to (global.get $SCALES))
    (loop $next_block
      (local.set $largest (v128.const i32x4 0 0 0 0))
      (local.set $block_end (i32.add (local.get $at) (local.get $block_bytes)))
      (loop $next
        (local.set $largest (i32x4.max_s (local.get $largest) (i32x4.max_s
          (i32x4.max_s
            (v128.and (local.get $unsigned) (v128.load (local.get $at)))
            (v128.and (local.get $unsigned) (v128.load offset=16 (local.get $at))))
          (i32x4.max_s
            (v128.and (local.get $unsigned) (v128.load offset=32 (local.get $at)))
            (v128.and (local.get $unsigned) (v128.load offset=48 (local.get $at)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $block_end))))
      (local.set $largest (i32x4.max_s (local.get $largest)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $largest) (local.get $largest))))
      (local.set $largest (i32x4.max_s (local.get $largest)
        (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $largest) (local.get $largest))))
      (v128.store32_lane 0 (local.get $to) (local.get $largest))
      (local.set $to (i32.add (local.get $to) (i32.const 4)))
      (br_if $next_block (i32.lt_u (local.get $at) (local.get $end))))
    ;; Four at once from here: what fills up the last four is to be harmless.
    (v128.store (local.get $to) (v128.const i32x4 0 0 0 0))
    (local.set $end (local.get $to))
    (local.set $to (global.get $SCALES))
    (loop $next_scales
      (local.set $largest (v128.load (local.get $to)))
      (local.set $scales (f32x4.mul (f32x4.splat (f32.const 0x1.00001p0))
        (f32x4.div (local.get $largest) (f32x4.splat (local.get $largest_integer)))))
      (local.set $refused (v128.or (local.get $refused) (v128.or
        (i32x4.gt_s (local.get $largest) (i32x4.splat (global.get $LARGEST_ALLOWED)))
        (i32x4.lt_u
          (i32x4.sub (local.get $scales) (i32x4.splat (i32.const 1)))
          (i32x4.splat (i32.const 0x7fffff))))))
      (v128.store (local.get $to) (local.get $scales))
      (v128.store offset=1024 (local.get $to) (v128.and
        (f32x4.gt (local.get $scales) (v128.const f32x4 0 0 0 0))
        (f32x4.div (f32x4.splat (f32.const 1)) (local.get $scales))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next_scales (i32.lt_u (local.get $to) (local.get $end))))
    (i32.eqz (v128.any_true (local.get $refused))))

  ;; The generator takes r to 1664525 r + 1013904223. $random_a holds what comes of r in one to four steps, $random_b what
  ;; comes of it in five to eight; both then go eight steps at once.
  (func $encode (param $count i32) (param $random i32) (param $block_bytes i32) (param $largest f32) (result i32)
    (local $at i32) (local $end i32) (local $block_end i32) (local $to i32) (local $scale_at i32)
    (local $random_a v128) (local $random_b v128) (local $times v128) (local $plus v128)
    (local $factor v128) (local $centre v128) (local $bias v128) (local $lower v128) (local $upper v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (if (i32.eqz (call $scale_blocks (local.get $end) (local.get $block_bytes) (local.get $largest)))
      (then (return (i32.const 0))))
    (local.set $random_a (i32x4.add
      (i32x4.mul (i32x4.splat (local.get $random)) (v128.const i32x4 0x0019660d 0x17385ca9 0xaf490a95 0x0979e791))
      (v128.const i32x4 0x3c6ef35f 0x47502932 0xd1ccf6e9 0xaaf95334)))
    (local.set $random_b (i32x4.add
      (i32x4.mul (local.get $random_a) (i32x4.splat (i32.const 0x0979e791)))
      (i32x4.splat (i32.const 0xaaf95334))))
    (local.set $times (i32x4.splat (i32.const 0xea890021)))
    (local.set $plus (i32x4.splat (i32.const 0xa3d95fa8)))
    ;; A float from 256 to 512 has its fraction in the lowest 15 bits, and above these its whole part, which with the
    ;; exponent is 0x8780 for 384. Random bits are added to the fraction, and all of it is cut off.
    (local.set $centre (f32x4.splat (f32.const 384)))
    (local.set $bias (i16x8.splat (i32.const 0x8780)))
    (local.set $to (global.get $BYTES))
    (local.set $scale_at (global.get $SCALES))
    (loop $next_block
      (local.set $factor (v128.load32_splat offset=1024 (local.get $scale_at)))
      (local.set $scale_at (i32.add (local.get $scale_at) (i32.const 4)))
      (local.set $block_end (i32.add (local.get $at) (local.get $block_bytes)))
      (loop $next
        (local.set $lower (i16x8.sub
          (i16x8.narrow_i32x4_u
            (i32x4.shr_u
              (i32x4.add
                (i32x4.shr_u (local.get $random_a) (i32.const 17))
                (f32x4.add (local.get $centre) (f32x4.mul (local.get $factor) (v128.load (local.get $at)))))
              (i32.const 15))
            (i32x4.shr_u
              (i32x4.add
                (i32x4.shr_u (i32x4.shl (local.get $random_a) (i32.const 15)) (i32.const 17))
                (f32x4.add (local.get $centre) (f32x4.mul (local.get $factor) (v128.load offset=16 (local.get $at)))))
              (i32.const 15)))
          (local.get $bias)))
        (local.set $upper (i16x8.sub
          (i16x8.narrow_i32x4_u
            (i32x4.shr_u
              (i32x4.add
                (i32x4.shr_u (local.get $random_b) (i32.const 17))
                (f32x4.add (local.get $centre) (f32x4.mul (local.get $factor) (v128.load offset=32 (local.get $at)))))
              (i32.const 15))
            (i32x4.shr_u
              (i32x4.add
                (i32x4.shr_u (i32x4.shl (local.get $random_b) (i32.const 15)) (i32.const 17))
                (f32x4.add (local.get $centre) (f32x4.mul (local.get $factor) (v128.load offset=48 (local.get $at)))))
              (i32.const 15)))
          (local.get $bias)))
        (v128.store (local.get $to) (i8x16.narrow_i16x8_s (local.get $lower) (local.get $upper)))
        (local.set $random_a (i32x4.add (i32x4.mul (local.get $random_a) (local.get $times)) (local.get $plus)))
        (local.set $random_b (i32x4.add (i32x4.mul (local.get $random_b) (local.get $times)) (local.get $plus)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $block_end))))
      (br_if $next_block (i32.lt_u (local.get $at) (local.get $end))))
    (i32.const 1))

  (func (export "encodeInt8") (param $count i32) (param $random i32) (result i32)
    (call $encode (local.get $count) (local.get $random) (i32.const 1024) (f32.const 127)))

  ;; -7 to 7 as 1 to 15, the first of two in the lower half of a byte.
  (func (export "encodeInt4") (param $count i32) (param $random i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32) (local $zero v128) (local $byte v128) (local $a v128) (local $b v128)
    (if (i32.eqz (call $encode (local.get $count) (local.get $random) (i32.const 512) (f32.const 7)))
      (then (return (i32.const 0))))
    (local.set $zero (i8x16.splat (i32.const 8)))
    (local.set $byte (i16x8.splat (i32.const 0xff)))
    (local.set $at (global.get $BYTES))
    (local.set $to (local.get $at))
    (local.set $end (i32.add (local.get $at) (local.get $count)))
    (loop $next
      (local.set $a (i8x16.add (local.get $zero) (v128.load (local.get $at))))
      (local.set $b (i8x16.add (local.get $zero) (v128.load offset=16 (local.get $at))))
      (v128.store (local.get $to) (i8x16.narrow_i16x8_u
        (v128.and (local.get $byte) (v128.or (local.get $a) (i16x8.shr_u (local.get $a) (i32.const 4))))
        (v128.and (local.get $byte) (v128.or (local.get $b) (i16x8.shr_u (local.get $b) (i32.const 4))))))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i32.const 1))

  ;; Takes scales from 0 to the largest number that is allowed.
  (func $decode (param $count i32) (param $block i32) (result i32)
    (local $at i32) (local $end i32) (local $block_end i32) (local $to i32) (local $scale_at i32)
    (local $scale f32) (local $factor v128) (local $low v128) (local $high v128)
    (local.set $at (global.get $BYTES))
    (local.set $scale_at (global.get $SCALES))
    (local.set $end (i32.add (local.get $at) (local.get $count)))
    (loop $next_block
      (local.set $scale (f32.load (local.get $scale_at)))
      (local.set $scale_at (i32.add (local.get $scale_at) (i32.const 4)))
      (if
        (i32.eqz (i32.and
          (f32.ge (local.get $scale) (f32.const 0))
          (f32.le (local.get $scale) (f32.reinterpret_i32 (global.get $LARGEST_ALLOWED)))))
        (then (return (i32.const 0))))
      (local.set $factor (f32x4.splat (local.get $scale)))
      (local.set $block_end (i32.add (local.get $at) (local.get $block)))
      (loop $next
        (local.set $low (v128.load8x8_s (local.get $at)))
        (local.set $high (v128.load8x8_s offset=8 (local.get $at)))
        (v128.store (local.get $to) (f32x4.mul (local.get $factor)
          (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $low)))))
        (v128.store offset=16 (local.get $to) (f32x4.mul (local.get $factor)
          (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $low)))))
        (v128.store offset=32 (local.get $to) (f32x4.mul (local.get $factor)
          (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $high)))))
        (v128.store offset=48 (local.get $to) (f32x4.mul (local.get $factor)
          (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $high)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $to (i32.add (local.get $to) (i32.const 64)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $block_end))))
      (br_if $next_block (i32.lt_u (local.get $at) (local.get $end))))
    (i32.const 1))

  (func (export "decodeInt8") (param $count i32) (result i32)
    (call $decode (local.get $count) (i32.const 256)))

  (func (export "decodeInt4") (param $count i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32)
    (local $half v128) (local $zero v128) (local $bytes v128) (local $lower v128) (local $upper v128)
    (local.set $half (i8x16.splat (i32.const 15)))
    (local.set $zero (i8x16.splat (i32.const 8)))
    (local.set $at (global.get $HALVES))
    (local.set $to (global.get $BYTES))
    (local.set $end (i32.add (local.get $to) (local.get $count)))
    (loop $next
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $lower (i8x16.sub (v128.and (local.get $half) (local.get $bytes)) (local.get $zero)))
      (local.set $upper (i8x16.sub (i8x16.shr_u (local.get $bytes) (i32.const 4)) (local.get $zero)))
      (v128.store (local.get $to)
        (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $lower) (local.get $upper)))
      (v128.store offset=16 (local.get $to)
        (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $lower) (local.get $upper)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end))))
    (call $decode (local.get $count) (i32.const 128))))
