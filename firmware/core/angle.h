/* Degrees and radians; C11 has no name for pi. */
#ifndef MERIGGIO_CORE_ANGLE_H
#define MERIGGIO_CORE_ANGLE_H

#define ANGLE_HALF_TURN 3.14159265358979323846

static inline double angle_of_degrees(double degrees)
{
    return degrees * (ANGLE_HALF_TURN / 180.0);
}

static inline double angle_in_degrees(double radians)
{
    return radians * (180.0 / ANGLE_HALF_TURN);
}

#endif
