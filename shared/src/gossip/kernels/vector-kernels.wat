;; Loops over whole vectors, many numbers at once: what is added, averaged, and looked for in them. What they compute is said
;; in plain TypeScript in arithmetic.ts, magnitudes.ts and positions.ts, with which they agree to the bit. `npm run kernels`
;; compiles this to vector-kernels.generated.ts.
;;
;; Each works on a chunk in memory: its numbers (f32) from 0, those of another vector, or positions (u32), from $OTHERS; a
;; bit for each number from $BITMAP, the lowest of a byte first. It is told how many numbers they are, a multiple of 16.
;; From 66560 there is, for each 4 bits, which of them are set: 4 u32, of which as many count. Who loads this fills it in.
(module
  (memory (export "memory") 2 2)

  (global $OTHERS i32 (i32.const 32768))
  (global $BITMAP i32 (i32.const 65536))

  ;; numbers += others
  (func (export "add") (param $count i32)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (v128.store (local.get $at)
        (f32x4.add (v128.load (local.get $at)) (v128.load offset=32768 (local.get $at))))
      (v128.store offset=16 (local.get $at)
        (f32x4.add (v128.load offset=16 (local.get $at)) (v128.load offset=32784 (local.get $at))))
      (v128.store offset=32 (local.get $at)
        (f32x4.add (v128.load offset=32 (local.get $at)) (v128.load offset=32800 (local.get $at))))
      (v128.store offset=48 (local.get $at)
        (f32x4.add (v128.load offset=48 (local.get $at)) (v128.load offset=32816 (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; numbers -= others
  (func (export "subtract") (param $count i32)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (v128.store (local.get $at)
        (f32x4.sub (v128.load (local.get $at)) (v128.load offset=32768 (local.get $at))))
      (v128.store offset=16 (local.get $at)
        (f32x4.sub (v128.load offset=16 (local.get $at)) (v128.load offset=32784 (local.get $at))))
      (v128.store offset=32 (local.get $at)
        (f32x4.sub (v128.load offset=32 (local.get $at)) (v128.load offset=32800 (local.get $at))))
      (v128.store offset=48 (local.get $at)
        (f32x4.sub (v128.load offset=48 (local.get $at)) (v128.load offset=32816 (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Numbers move half-way to the others, and these become the opposite of the moves. A sum is halved, which is the same to
  ;; the bit as adding half the difference without rounding between; but that 0 is added first, so that two -0 are 0.
  (func (export "average") (param $count i32)
    (local $at i32) (local $end i32) (local $half v128) (local $zero v128) (local $a v128) (local $b v128)
    (local.set $half (f32x4.splat (f32.const 0.5)))
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (local.set $a (v128.load (local.get $at)))
      (local.set $b (v128.load offset=32768 (local.get $at)))
      (v128.store (local.get $at)
        (f32x4.mul (local.get $half) (f32x4.add (local.get $zero) (f32x4.add (local.get $a) (local.get $b)))))
      (v128.store offset=32768 (local.get $at)
        (f32x4.neg (f32x4.mul (local.get $half) (f32x4.sub (local.get $b) (local.get $a)))))
      (local.set $a (v128.load offset=16 (local.get $at)))
      (local.set $b (v128.load offset=32784 (local.get $at)))
      (v128.store offset=16 (local.get $at)
        (f32x4.mul (local.get $half) (f32x4.add (local.get $zero) (f32x4.add (local.get $a) (local.get $b)))))
      (v128.store offset=32784 (local.get $at)
        (f32x4.neg (f32x4.mul (local.get $half) (f32x4.sub (local.get $b) (local.get $a)))))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; How many are above that magnitude: floats without their signs are ordered as their bits are.
  (func (export "countAbove") (param $count i32) (param $magnitude i32) (result i32)
    (local $at i32) (local $end i32) (local $unsigned v128) (local $limit v128) (local $a v128) (local $b v128)
    (local.set $unsigned (i32x4.splat (i32.const 0x7fffffff)))
    (local.set $limit (i32x4.splat (local.get $magnitude)))
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (local.set $a (i32x4.sub (local.get $a)
        (i32x4.gt_s (v128.and (local.get $unsigned) (v128.load (local.get $at))) (local.get $limit))))
      (local.set $b (i32x4.sub (local.get $b)
        (i32x4.gt_s (v128.and (local.get $unsigned) (v128.load offset=16 (local.get $at))) (local.get $limit))))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $a (i32x4.add (local.get $a) (local.get $b)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
      (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))

  ;; Where those are whose magnitude is from $least to $least + $range. $first is the position of the chunk's first number.
  ;; Gives how many they are.
  (func (export "positionsFrom") (param $count i32) (param $least i32) (param $range i32) (param $first i32) (result i32)
    (local $at i32) (local $to i32) (local $end i32) (local $unsigned v128) (local $from v128) (local $most v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $unsigned (i32x4.splat (i32.const 0x7fffffff)))
    (local.set $from (i32x4.splat (local.get $least)))
    (local.set $most (i32x4.splat (local.get $range)))
    (local.set $to (global.get $BITMAP))
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      ;; What is less becomes more than any range.
      (local.set $a (i32x4.sub (v128.and (local.get $unsigned) (v128.load (local.get $at))) (local.get $from)))
      (local.set $b (i32x4.sub (v128.and (local.get $unsigned) (v128.load offset=16 (local.get $at))) (local.get $from)))
      (local.set $c (i32x4.sub (v128.and (local.get $unsigned) (v128.load offset=32 (local.get $at))) (local.get $from)))
      (local.set $d (i32x4.sub (v128.and (local.get $unsigned) (v128.load offset=48 (local.get $at))) (local.get $from)))
      (i32.store16 (local.get $to) (i8x16.bitmask (i8x16.narrow_i16x8_s
        (i16x8.narrow_i32x4_s
          (i32x4.le_u (local.get $a) (local.get $most))
          (i32x4.le_u (local.get $b) (local.get $most)))
        (i16x8.narrow_i32x4_s
          (i32x4.le_u (local.get $c) (local.get $most))
          (i32x4.le_u (local.get $d) (local.get $most))))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (local.set $to (i32.add (local.get $to) (i32.const 2)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (call $positions (local.get $count) (local.get $first)))

  ;; Of the bits that are set. Writes 4 at once, of which the next write over those that do not count.
  (func $positions (export "positions") (param $count i32) (param $first i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32) (local $bits i32) (local $lower i32) (local $from v128)
    (local.set $at (global.get $BITMAP))
    (local.set $end (i32.add (local.get $at) (i32.shr_u (local.get $count) (i32.const 3))))
    (local.set $to (global.get $OTHERS))
    (local.set $from (i32x4.splat (local.get $first)))
    (loop $next
      (local.set $bits (i32.load8_u (local.get $at)))
      (local.set $lower (i32.and (local.get $bits) (i32.const 15)))
      (v128.store (local.get $to) (i32x4.add (local.get $from)
        (v128.load offset=66560 (i32.shl (local.get $lower) (i32.const 4)))))
      (v128.store (i32.add (local.get $to) (i32.shl (i32.popcnt (local.get $lower)) (i32.const 2)))
        (i32x4.add (i32x4.add (local.get $from) (i32x4.splat (i32.const 4)))
          (v128.load offset=66560 (i32.and (local.get $bits) (i32.const 0xf0)))))
      (local.set $to (i32.add (local.get $to) (i32.shl (i32.popcnt (local.get $bits)) (i32.const 2))))
      (local.set $from (i32x4.add (local.get $from) (i32x4.splat (i32.const 8))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i32.shr_u (i32.sub (local.get $to) (global.get $OTHERS)) (i32.const 2))))
